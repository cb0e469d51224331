using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;

namespace Bruno.Gpu.Gradients;

/// <summary>
/// The exact gradient from the undersampled tape: each outer step is recomputed from its stored state together with the
/// sensitivities of its fine map; see <see cref="FineLinearisation{TDevice,TReal,TIntegrator,THold}"/>. Memory O(outer
/// steps), time O(micro-steps). Sensitivities are stepped implicitly, which keeps them bounded where the explicit loop
/// is barely stable; the literal variant is the derivative of the loop as it stands.
/// </summary>
public sealed record ExactGradient : IGradientMethod
{
    /// <inheritdoc/>
    public string Name => Literal ? "exact-literal" : "exact";

    /// <summary>Differentiates the explicit loop literally, which equals full backpropagation through every micro-step.</summary>
    public bool Literal { get; init; }

    /// <summary>Stops the derivative of quantities that the model marks (FeLIF's switching rate); for comparison.</summary>
    public bool HoldRate { get; init; }

    /// <inheritdoc/>
    public IBackwardPass<T, TDevice> Load<T, TDevice>(ComputeDevice device, DeviceLayerOptions options)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>
    {
        Euler<T> integrator = options.Integrator<T>(implicitSensitivity: !Literal);
        return HoldRate
            ? new LinearisedBackwardPass<T, TDevice, FineLinearisation<TDevice, T, Euler<T>, Held>>(device, new(integrator))
            : new LinearisedBackwardPass<T, TDevice, FineLinearisation<TDevice, T, Euler<T>, Kept>>(device, new(integrator));
    }
}
