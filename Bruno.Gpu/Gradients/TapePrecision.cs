namespace Bruno.Gpu.Gradients;

/// <summary>How the undersampled states of devices are stored.</summary>
public enum TapePrecision
{
    /// <summary>As they are computed.</summary>
    Full,

    /// <summary>
    /// Rounded to 16 bits, half the memory: to 1 mV from 2 V on and 0.1 mV at 0.2 V, 6e-5 C/m2 at 0.2 C/m2. Spikes stay as
    /// they are. Gradients keep a cosine above 0.99 with those of whole states in the tests.
    /// </summary>
    Float16,
}
