using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU.Runtime;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>A layer of FeLIF neurons whose parameters are trained, and a loss that is linear in their states and spikes.</summary>
internal sealed class TrainedFelif<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly ComputeDevice device;
    private readonly SequenceExtent extent;
    private readonly int neurons;
    private readonly DeviceBuffer<T> input;
    private readonly DeviceBuffer<T> ofPotentials;
    private readonly DeviceBuffer<T> ofInternals;
    private readonly double[] lossV;
    private readonly double[] lossP;
    private readonly double[] lossS;

    public TrainedFelif(ComputeDevice device, TrainedFelifSetup setup, double[][][] current, double[][][] lossV, double[][][] lossP, double[][][] lossS)
    {
        this.device = device;
        (this.lossV, this.lossP, this.lossS) = (Flat.Of(lossV), Flat.Of(lossP), Flat.Of(lossS));
        extent = new(current.Length, current[0].Length);
        neurons = current[0][0].Length;
        NetworkBuilder<T> builder = new(device, neurons)
        {
            Routes = setup.Method.Routes,
            Draws = setup.Chips > 0 ? new PassDraws(7, setup.Chips) : new PassDraws(7),
        };
        builder.AddDevices(
            new FelifModel(), setup.Overrides,
            new FelifSetup { MicroSteps = setup.MicroSteps, Integrator = setup.Integrator }.Options(setup.Method) with { Tolerance = setup.Tolerance },
            setup.Variability, 0, new(setup.Names, setup.Values, setup.Range));
        Network = builder.Build(extent, setup.Plan ?? new TimePlan(extent.Steps, extent.Steps, [], setup.Method.Routes.ForgetEvery));
        Layer = (DeviceLayer<T, Felif<T>, DeviceState<T>, Matrix2<T>>)Network.Layers[0];
        DeviceBuffer<T> Buffer(double[] values)
        {
            DeviceBuffer<T> buffer = device.Memory.Allocate<T>(values.Length, MemoryPurpose.Scratch);
            buffer.Upload(Array.ConvertAll(values, T.From));
            return buffer;
        }

        input = Buffer(Flat.Of(current));
        ofPotentials = Buffer(this.lossV);
        ofInternals = Buffer(this.lossP);
        Layer.StateAdjoints = new(ofPotentials.View, ofInternals.View);
    }

    public Network<T> Network { get; }

    public DeviceLayer<T, Felif<T>, DeviceState<T>, Matrix2<T>> Layer { get; }

    /// <summary>The states after each step and, first, the start, [steps + 1][lanes].</summary>
    public (double[][] V, double[][] P) States
    {
        get
        {
            int lanes = extent.Batch * neurons, length = (extent.Steps + 1) * lanes;
            AcceleratorStream stream = device.Accelerator.DefaultStream;
            return (Flat.Rows(ConformanceBuffers.Download(Layer.Tape.Potential, stream, length), lanes),
                Flat.Rows(ConformanceBuffers.Download(Layer.Tape.Internal, stream, length), lanes));
        }
    }

    /// <summary>The part of the loss that reads states.</summary>
    public double Loss(double[] u)
    {
        Network.Parameters.Import(u);
        Network.Forward(new Signal<T>(input.View), extent);
        (double[][] v, double[][] p) = States;
        return v.Skip(1).SelectMany(row => row).Zip(lossV, (state, weight) => state * weight).Sum()
            + p.Skip(1).SelectMany(row => row).Zip(lossP, (state, weight) => state * weight).Sum();
    }

    /// <summary>The gradient of the whole loss.</summary>
    public double[] Gradient(double[] u)
    {
        Network.Parameters.Import(u);
        int row = extent.Batch * neurons;
        Network.Forward(new Signal<T>(input.View), extent);
        Network.Backward(new Signal<T>(input.View), extent, window => ConformanceBuffers.Upload(
            Layer.OutputAdjoint, device.Accelerator.DefaultStream, lossS[(window.Begin * row)..((window.Begin + window.Steps) * row)]));
        return Network.Parameters.ExportGradients();
    }

    public void Dispose()
    {
        ofInternals.Dispose();
        ofPotentials.Dispose();
        input.Dispose();
        Network.Dispose();
    }
}
