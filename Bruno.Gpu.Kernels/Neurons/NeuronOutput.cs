namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>What a layer of <see cref="Devices.INeuron{TSelf,TReal}"/> puts out.</summary>
public enum NeuronOutput
{
    /// <summary>Spikes, whose derivative is a surrogate.</summary>
    Spikes,

    /// <summary>The potentials; nothing fires.</summary>
    Potential,

    /// <summary>The logistic function of the excess over the threshold, a spike made soft.</summary>
    Logistic,
}
