namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>What a random number of read noise is for. Both give currents of the same distribution, whatever the input.</summary>
public enum ReadNoiseDraw
{
    /// <summary>
    /// A number for the current of each output, step and batch element: a sum of independent Gaussian numbers of the cells is itself
    /// Gaussian. Cells are drawn nevertheless where their numbers are shared (reference devices), where levels are drawn at every step,
    /// and in recurrent synapses.
    /// </summary>
    Output,

    /// <summary>A number for each cell and step, which all batch elements read alike; slow.</summary>
    Cell,
}
