using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Tests.Losses;
using Bruno.Oracle;
using ILGPU.Runtime;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>The same stack of layers with the same parameters, built of the product and of the oracle.</summary>
internal sealed class TwinNetwork<T>(ComputeDevice device, int inputs, LayerTiming timing = LayerTiming.Aligned, int seed = 21)
    where T : unmanaged, IReal<T>
{
    private readonly RandomArrays random = new(seed);
    private readonly List<(OracleLayer Layer, int Inputs)> layers = [];

    /// <summary>The product's stack so far.</summary>
    public NetworkBuilder<T> Builder { get; } = new(device, inputs, timing);

    /// <summary>Copies of the inputs, gains about 1.</summary>
    public TwinNetwork<T> Encoder(int copies, double gain = 1)
    {
        double[] gains = random.Vector(copies * Builder.Units, 0.5 * gain, 1.5 * gain), bias = random.Vector(gains.Length, -0.2, 0.4);
        int channels = Builder.Units;
        Builder.AddEncoder(gains, bias);
        return Add(new OracleEncoderLayer(gains, bias), channels);
    }

    /// <summary>Dense synapses of uniform weights.</summary>
    public TwinNetwork<T> Linear(int outputs, double low, double high, bool bias)
    {
        double[][] weights = random.Matrix(outputs, Builder.Units, low, high);
        double[]? constants = bias ? random.Vector(outputs, low / 4, high / 4) : null;
        int from = Builder.Units;
        Builder.AddLinear(outputs, Flat.Transposed(Flat.Of(weights), from), constants);
        return Add(new OracleLinearLayer(weights, constants), from);
    }

    /// <summary>LIF neurons; with recurrence, of uniform weights up to a magnitude.</summary>
    public TwinNetwork<T> Lif(double recurrence = 0, double threshold = 1)
    {
        double[][]? weights = recurrence > 0 ? random.Matrix(Builder.Units, Builder.Units, -recurrence, recurrence) : null;
        Builder.AddLif(
            0.8, 0.7, threshold, SurrogateKind.Superspike, 10, weights is null ? null : Flat.Transposed(Flat.Of(weights), Builder.Units));
        return Add(new OracleLifLayer(new LifOracle { Alpha = [0.8], Beta = [0.7], Recurrent = weights, Threshold = threshold }), Builder.Units);
    }

    /// <summary>FeLIF neurons, with BRUNO's gradient or the exact one.</summary>
    public TwinNetwork<T> Felif(FelifSetup setup, bool exact = false)
    {
        IGradientMethod method = exact ? new ExactGradient() : new BrunoGradient { OnBound = 0.5 };
        Builder.AddDevices("felif", Array.ConvertAll(setup.Devices, d => new Felif<T>(d)), setup.Options(method));
        OracleFelifLayer layer = new(
            setup.Oracle, (o, run, loss) => exact ? o.Implicit(run, loss) : o.Bruno(run, loss, BrunoOracleVariant.Primary));
        return Add(layer, Builder.Units);
    }

    /// <summary>Output, loss and all gradients of the product.</summary>
    /// <param name="input">[T][batch][unit].</param>
    /// <param name="loss">The loss.</param>
    /// <param name="capacity">What the network is built for, where it is more than the input takes.</param>
    public TwinResult Product(double[][][] input, LossSetup loss, SequenceExtent? capacity = null)
    {
        SequenceExtent extent = new(input.Length, input[0].Length);
        using Network<T> network = Builder.Build(capacity ?? extent);
        using DeviceBuffer<T> buffer = device.Memory.Allocate<T>(Array.ConvertAll(Flat.Of(input), T.From), MemoryPurpose.Data);
        Signal<T> signal = new(buffer.View);

        Disturb(network);
        network.Forward(signal, extent);
        LossScores scores = loss.Evaluate(device, network.Output, network.OutputAdjoint, extent, Builder.Units);

        int length = extent.Steps * extent.Batch * Builder.Units;
        AcceleratorStream stream = device.Accelerator.DefaultStream;
        double[] output = network.Output.IsSpiking
            ? ConformanceBuffers.Download(network.Output.Spikes, stream, length)
            : ConformanceBuffers.Download(network.Output.Values, stream, length);
        network.Backward(signal, extent);
        double[] gradients = network.Parameters.ExportGradients();
        return new TwinResult(output, scores.Losses.Average(), network.Parameters.Parameters.ToDictionary(
            p => p.Name, p => gradients[p.Offset..(p.Offset + p.Length)]));
    }

    /// <summary>The same of the oracle, arranged as the product has it.</summary>
    public TwinResult Oracle(double[][][] input, LossSetup loss)
    {
        NetworkOracle oracle = new([.. layers.Select(l => l.Layer)], timing == LayerTiming.Pipelined ? OracleTiming.Pipelined : OracleTiming.Aligned);
        double[][][] output = oracle.Forward(input);
        OracleLoss scored = loss.Oracle(output);
        oracle.Backward(scored.OutputGradient);
        Dictionary<string, double[]> gradients = [];
        for (int i = 0; i < layers.Count; ++i)
        {
            foreach ((string name, double[] values) in Arranged(layers[i].Layer, layers[i].Inputs))
                gradients[$"{i}.{name}"] = values;
        }

        return new TwinResult(Flat.Of(output), scored.Value, gradients);
    }

    /// <summary>A pass of the whole capacity, whose leavings in the buffers must not show in the next.</summary>
    private void Disturb(Network<T> network)
    {
        SequenceExtent extent = network.Capacity;
        int length = extent.Steps * extent.Batch;
        T[] Values(int units) => Array.ConvertAll(new RandomArrays(1).Vector(length * units, 0.5, 3), T.From);
        using DeviceBuffer<T> input = device.Memory.Allocate<T>(Values(inputs), MemoryPurpose.Data);
        network.Forward(new Signal<T>(input.View), extent);
        ConformanceBuffers.Upload(
            network.OutputAdjoint, device.Accelerator.DefaultStream, new RandomArrays(2).Vector(length * Builder.Units, -1, 1));
        network.Backward(new Signal<T>(input.View), extent);
    }

    private TwinNetwork<T> Add(OracleLayer layer, int from)
    {
        layers.Add((layer, from));
        return this;
    }

    /// <summary>Gradients by the product's names, matrices [from][to].</summary>
    private static IEnumerable<(string Name, double[] Values)> Arranged(OracleLayer layer, int inputs)
    {
        string recurrent = layer.Gradients.ContainsKey("recurrent") ? "rlif" : "lif";
        if (layer is OracleLifLayer)
            yield return ($"{recurrent}.decays", [layer.Gradients["alpha"][0], layer.Gradients["beta"][0]]);
        foreach ((string name, double[] values) in layer.Gradients)
        {
            if (layer is OracleEncoderLayer)
                yield return ($"encoder.{name}", values);
            else if (name == "weight")
                yield return ("linear.weights", Flat.Transposed(values, inputs));
            else if (name == "bias")
                yield return ("linear.bias", values);
            else if (name == "recurrent")
                yield return ("rlif.recurrent", Flat.Transposed(values, inputs));
        }
    }
}
