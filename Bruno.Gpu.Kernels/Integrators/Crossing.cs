namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>What the membrane potential meets on its way through a step: a step ends where it meets something.</summary>
public enum Crossing
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>V = 0, where currents that carry the sign of V jump.</summary>
    Zero,

    /// <summary>The threshold, or the upper bound where that is lower.</summary>
    Top,

    /// <summary>The lower bound.</summary>
    Bottom,
}
