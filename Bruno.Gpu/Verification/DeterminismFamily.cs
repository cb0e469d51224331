using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Verification;

/// <summary>The same network run twice gives the same bits, and gradients that are numbers.</summary>
internal sealed class DeterminismFamily : IVerificationFamily
{
    private const int Steps = 20, Batch = 5, Inputs = 12, Hidden = 64, Outputs = 17;

    /// <inheritdoc/>
    public string Name => "the same bits twice";

    /// <inheritdoc/>
    public bool IsRunInDouble => false;

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        (double[] Spikes, double[] Gradients) first = Run<T>(context), second = Run<T>(context);
        yield return new("spikes that differ", Bits.Differing(first.Spikes, second.Spikes), 0);
        yield return new("gradients that differ", Bits.Differing(first.Gradients, second.Gradients), 0);
        yield return new("gradients that are not finite", first.Gradients.Count(gradient => !double.IsFinite(gradient)), 0);
        yield return new("gradients all of which are zero", first.Gradients.Any(gradient => gradient != 0) ? 0 : 1, 0);
    }

    private static (double[] Spikes, double[] Gradients) Run<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        NetworkBuilder<T> builder = new(context.Device, Inputs);
        builder.AddLinear(Hidden, Draw.Uniform(91, Inputs * Hidden, -1, 2), Draw.Uniform(92, Hidden, -0.1, 0.1));
        builder.AddLif(0.8, 0.7, 1, SurrogateKind.Superspike, 10, null);
        builder.AddLinear(Outputs, Draw.Uniform(93, Hidden * Outputs, -0.02, 0.1), null);
        builder.AddDevices("felif", VerificationDevices.Felif<T>(), new DeviceLayerOptions
        {
            CurrentUnitAmpere = 1e-9, MicroSteps = 200, Surrogate = SurrogateKind.Superspike, SurrogateSlope = 10, Gradient = new BrunoGradient(),
        });
        SequenceExtent extent = new(Steps, Batch);
        using Network<T> network = builder.Build(extent);
        using DeviceBuffer<T> input = context.Upload<T>(Draw.Uniform(94, Steps * Batch * Inputs, 0, 1));
        network.Forward(new Signal<T>(input.View), extent);
        double[] spikes = context.Download(network.Output.Spikes, Steps * Batch * Outputs);
        ConformanceBuffers.Upload(network.OutputAdjoint, context.Stream, Draw.Uniform(95, Steps * Batch * Outputs, -1, 1));
        network.Backward(new Signal<T>(input.View), extent);
        return (spikes, network.Parameters.ExportGradients());
    }
}
