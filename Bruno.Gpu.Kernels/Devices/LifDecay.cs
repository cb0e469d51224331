namespace Bruno.Gpu.Kernels.Devices;

/// <summary>The range that the decays of <see cref="Lif{TReal}"/> are clamped to.</summary>
public static class LifDecay
{
    /// <summary>The smallest decay that training may reach; larger ones are clamped to <see cref="Largest"/>.</summary>
    public const double Smallest = 0.5;

    /// <summary>The largest decay that training may reach.</summary>
    public const double Largest = 1.0;

    /// <summary>A decay as the equations use it.</summary>
    public static double Clamp(double decay) => Math.Clamp(decay, Smallest, Largest);
}
