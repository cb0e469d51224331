using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Verification;

/// <summary>A network of one layer of devices on the compute device, as the product builds and runs it.</summary>
internal sealed class DeviceLayerRun<T, TDevice, TState, TMatrix> : IDisposable
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    private readonly VerificationContext context;
    private readonly int neurons;
    private readonly Network<T> network;
    private readonly DeviceLayer<T, TDevice, TState, TMatrix> layer;
    private readonly DeviceBuffer<T> input;
    private readonly DeviceBuffer<T> adjoint;

    /// <summary>Builds the network.</summary>
    /// <param name="context">Where.</param>
    /// <param name="devices">One device for all neurons, or one each.</param>
    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="options">How they are run and differentiated.</param>
    /// <param name="capacity">The most steps and batch elements.</param>
    public DeviceLayerRun(VerificationContext context, TDevice[] devices, int neurons, DeviceLayerOptions options, SequenceExtent capacity)
    {
        this.context = context;
        this.neurons = neurons;
        NetworkBuilder<T> builder = new(context.Device, neurons) { Routes = options.Gradient.Routes };
        builder.AddDevices<T, TDevice, TState, TMatrix>("devices", devices, options);
        network = builder.Build(capacity);
        layer = (DeviceLayer<T, TDevice, TState, TMatrix>)network.Layers[0];
        long length = (long)capacity.Steps * capacity.Batch * neurons;
        input = context.Device.Memory.Allocate<T>(length, MemoryPurpose.Scratch);
        adjoint = context.Device.Memory.Allocate<T>(length, MemoryPurpose.Scratch);
    }

    /// <summary>Runs the layer.</summary>
    /// <param name="currents">nA, [steps, batch, neurons].</param>
    /// <param name="extent">Steps and batch elements.</param>
    public LayerStates Forward(double[] currents, SequenceExtent extent)
    {
        input.Upload(Array.ConvertAll(currents, T.From));
        int lanes = extent.Batch * neurons;
        double[] spikes = new double[currents.Length];
        network.Forward(new Signal<T>(input.View), extent, window =>
            context.Download(layer.Output.Spikes, window.Rows * neurons).CopyTo(spikes, window.Begin * lanes));
        bool isStored = layer.Tape.Potential.Length >= currents.Length;
        return new(
            isStored ? context.Download(layer.Tape.Potential, currents.Length, lanes) : [],
            isStored ? Last(currents.Length, lanes) : [],
            spikes);
    }

    /// <summary>The last of the variables.</summary>
    private double[] Last(int length, int lanes)
    {
        if (TState.Count == 1)
            return context.Download(layer.Tape.Potential, length, lanes);
        ArrayView<T> others = layer.Tape.Internal;
        return context.Download(others, length, lanes + (int)(others.Length / (TState.Count - 1)) * (TState.Count - 2));
    }

    /// <summary>The derivative with respect to the currents of the last forward pass, [steps, batch, neurons].</summary>
    /// <param name="adjoints">The derivative with respect to the spikes.</param>
    /// <param name="extent">Steps and batch elements.</param>
    /// <param name="chosen">The steps whose spikes count; all where none are given.</param>
    public double[] Backward(double[] adjoints, SequenceExtent extent, IReadOnlySet<int>? chosen)
    {
        adjoint.Upload(Array.ConvertAll(adjoints, T.From));
        int lanes = extent.Batch * neurons;
        double[] result = new double[adjoints.Length];
        TimeWindow? last = null;

        // The layer leaves the result in place of what it was given; the next window takes the place.
        void Collect()
        {
            if (last is TimeWindow window)
                context.Download(layer.OutputAdjoint, window.Rows * neurons).CopyTo(result, window.Begin * lanes);
        }

        void Differentiate(TimeWindow window)
        {
            Collect();
            last = window;
            ArrayView<T> part = adjoint.View.SubView((long)window.Begin * lanes, (long)window.Rows * neurons);
            part.CopyTo(context.Stream, layer.OutputAdjoint.SubView(0, part.Length));
        }

        network.Backward(new Signal<T>(input.View), extent, Differentiate, chosen);
        Collect();
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        adjoint.Dispose();
        input.Dispose();
        network.Dispose();
    }
}
