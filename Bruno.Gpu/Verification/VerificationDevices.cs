using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Verification;

/// <summary>The device models that families run.</summary>
internal static class VerificationDevices
{
    /// <summary>A nominal FeLIF neuron.</summary>
    public static Felif<T>[] Felif<T>()
        where T : unmanaged, IReal<T> => [new Felif<T>(new FelifParameters())];

    /// <summary>FeLIF neurons that differ a little.</summary>
    public static Felif<T>[] Felifs<T>(int neurons)
        where T : unmanaged, IReal<T>
    {
        FelifParameters nominal = new();
        return [.. Draw.Uniform(200_000, neurons, 0.99, 1.01).Select(factor => new Felif<T>(nominal with
        {
            ActivationField = nominal.ActivationField * factor,
            Threshold = nominal.Threshold * (3 - 2 * factor),
        }))];
    }

    /// <summary>A nominal Heracles neuron.</summary>
    public static Heracles<T>[] Heracles<T>()
        where T : unmanaged, IReal<T> => [new Heracles<T>(new HeraclesParameters())];
}
