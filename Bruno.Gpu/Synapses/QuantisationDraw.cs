namespace Bruno.Gpu.Synapses;

/// <summary>How often stochastic rounding draws the levels of a weight matrix anew.</summary>
public enum QuantisationDraw
{
    /// <summary>Once a pass, for all its steps and batch elements.</summary>
    Pass,

    /// <summary>Once a batch element, for all its steps.</summary>
    Element,

    /// <summary>Once a step, for all batch elements.</summary>
    Step,
}
