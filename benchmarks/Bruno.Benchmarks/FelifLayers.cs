using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;

namespace Bruno.Benchmarks;

/// <summary>Layers of nominal FeLIF neurons.</summary>
public static class FelifLayers
{
    /// <summary>Adds neurons that read their currents in nA.</summary>
    internal static void Add(
        NetworkBuilder<Float32> builder, IntegratorKind integrator, int microSteps, IGradientMethod gradient) =>
        builder.AddDevices("felif", [new Felif<Float32>(new FelifParameters())], new DeviceLayerOptions
        {
            CurrentUnitAmpere = 1e-9,
            Integrator = integrator,
            MicroSteps = microSteps,
            Surrogate = SurrogateKind.Superspike,
            SurrogateSlope = 10,
            Gradient = gradient,
        });
}
