using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Regularisation;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;
using Bruno.Gpu.Tests.Losses;
using Bruno.Gpu.Tests.Synapses;
using Bruno.Oracle;
using ILGPU.Runtime;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>The same stack of layers with the same parameters, built of the product and of the oracle.</summary>
/// <param name="device">Where the product's lives.</param>
/// <param name="inputs">Channels of the input.</param>
/// <param name="timing">When a layer reads its predecessor.</param>
/// <param name="seed">What the parameters follow from.</param>
/// <param name="method">The gradient method of all devices, and its ways through time; BRUNO where there is none.</param>
/// <param name="runSeed">What chips and the draws of synapses follow from.</param>
internal sealed class TwinNetwork<T>(
    ComputeDevice device, int inputs, LayerTiming timing = LayerTiming.Aligned, int seed = 21, IGradientMethod? method = null,
    ulong runSeed = 0)
    where T : unmanaged, IReal<T>
{
    private readonly RandomArrays random = new(seed);
    private readonly List<(OracleLayer Layer, int Inputs)> layers = [];
    private readonly TemporalRoutes routes = method?.Routes ?? TemporalRoutes.All;
    private readonly Dictionary<int, OracleSpikePenalty> penalised = [];
    private int matrices;
    private SynapsePass synapsePass = new(ChipSeed.OfTraining(runSeed, 0), 0, 0, true);

    /// <summary>The product's stack so far.</summary>
    public NetworkBuilder<T> Builder { get; } = new(device, inputs, timing)
    {
        Routes = method?.Routes ?? TemporalRoutes.All, Draws = new PassDraws(runSeed),
    };

    /// <summary>The passes that follow are of training, after some steps of the optimizer.</summary>
    public TwinNetwork<T> Train(long step)
    {
        Builder.Draws.Train(step);
        synapsePass = synapsePass with { Number = step, Write = step, IsTraining = true };
        return this;
    }

    /// <summary>The passes that follow are of evaluation.</summary>
    public TwinNetwork<T> Evaluate(int pass, long step)
    {
        Builder.Draws.Evaluate(pass, step);
        synapsePass = synapsePass with { Number = pass, Write = step, IsTraining = false };
        return this;
    }

    /// <summary>The passes that follow are on another chip.</summary>
    public TwinNetwork<T> UseChip(int chip)
    {
        Builder.Draws.UseTrainingChip(chip);
        synapsePass = synapsePass with { ChipSeed = ChipSeed.OfTraining(runSeed, chip) };
        return this;
    }

    /// <summary>Copies of the inputs, gains about 1.</summary>
    public TwinNetwork<T> Encoder(int copies, double gain = 1)
    {
        double[] gains = random.Vector(copies * Builder.Units, 0.5 * gain, 1.5 * gain), bias = random.Vector(gains.Length, -0.2, 0.4);
        int channels = Builder.Units;
        Builder.AddEncoder(gains, bias);
        return Add(new OracleEncoderLayer(gains, bias), channels);
    }

    /// <summary>Dense synapses of uniform weights.</summary>
    public TwinNetwork<T> Linear(int outputs, double low, double high, bool bias, SynapseConfiguration? synapses = null)
    {
        double[][] weights = random.Matrix(outputs, Builder.Units, low, high);
        double[]? constants = bias ? random.Vector(outputs, low / 4, high / 4) : null;
        int from = Builder.Units;
        bool readsSpikes = Builder.IsSpiking;
        Builder.AddLinear(outputs, Flat.Transposed(Flat.Of(weights), from), constants, synapses);
        OracleLinearLayer layer = new(weights, constants)
        {
            Synapses = Synapses(synapses, from, outputs),
            InputConverter = readsSpikes ? null : Converter(synapses?.NonIdealities.InputDac),
            OutputConverter = Converter(synapses?.NonIdealities.OutputAdc),
        };
        return Add(layer, from);
    }

    /// <summary>LIF neurons; with recurrence, of uniform weights up to a magnitude.</summary>
    public TwinNetwork<T> Lif(double recurrence = 0, double threshold = 1, SynapseConfiguration? synapses = null)
    {
        double[][]? weights = recurrence > 0 ? random.Matrix(Builder.Units, Builder.Units, -recurrence, recurrence) : null;
        Builder.AddLif(
            0.8, 0.7, threshold, SurrogateKind.Superspike, 10, weights is null ? null : Flat.Transposed(Flat.Of(weights), Builder.Units),
            synapses);
        LifOracle oracle = new() { Alpha = [0.8], Beta = [0.7], Recurrent = weights, Threshold = threshold };
        OracleLifLayer layer = new(oracle)
        {
            IsSpatial = !routes.CarriesAdjoints,
            Synapses = weights is null ? null : Synapses(synapses, Builder.Units, Builder.Units),
        };
        return Add(layer, Builder.Units);
    }

    /// <summary>FeLIF neurons, with the network's method or, where it has none, BRUNO's gradient or the exact one.</summary>
    public TwinNetwork<T> Felif(FelifSetup setup, bool exact = false)
    {
        IGradientMethod own = method ?? (exact ? new ExactGradient() : new BrunoGradient { OnBound = 0.5 });
        Builder.AddDevices("felif", Array.ConvertAll(setup.Devices, d => new Felif<T>(d)), setup.Options(own));
        FelifOracle oracle = own is CoarseGradient ? (setup with { MicroSteps = 1 }).Oracle : setup.Oracle;
        return Add(new OracleFelifLayer(oracle, OracleOf(own)), Builder.Units);
    }

    /// <summary>Neurons of one step an outer step, all of whose coefficients are trained; with recurrence, of uniform weights up to a magnitude.</summary>
    public TwinNetwork<T> Neurons(NeuronSetup setup, double recurrence = 0, SynapseConfiguration? synapses = null)
    {
        double[][]? weights = recurrence > 0 ? random.Matrix(Builder.Units, Builder.Units, -recurrence, recurrence) : null;
        int units = Builder.Units;
        setup.AddTo(Builder, weights is null ? null : Flat.Transposed(Flat.Of(weights), units), synapses);
        OracleNeuronLayer layer = new(setup.Oracle) { IsSpatial = !routes.CarriesAdjoints };
        return Add(weights is null ? layer : Recurrent(layer, weights, synapses), units);
    }

    /// <summary>FeLIF neurons that are connected among each other by uniform weights up to a magnitude.</summary>
    public TwinNetwork<T> RecurrentFelif(FelifSetup setup, double recurrence, SynapseConfiguration? synapses = null)
    {
        IGradientMethod own = method ?? new BrunoGradient { OnBound = 0.5 };
        int units = Builder.Units;
        double[][] weights = recurrence > 0
            ? random.Matrix(units, units, -recurrence, recurrence)
            : [.. Enumerable.Range(0, units).Select(_ => new double[units])];
        double[] flat = Flat.Transposed(Flat.Of(weights), units);
        Builder.AddDevices(
            "felif", Array.ConvertAll(setup.Devices, d => new Felif<T>(d)), setup.Options(own),
            recurrent: name => Builder.Recurrent(name, () => flat, synapses));
        return Add(Recurrent(new OracleFelifLayer(setup.Oracle, OracleOf(own)), weights, synapses), units);
    }

    private OracleRecurrentLayer Recurrent(OracleLayer inner, double[][] weights, SynapseConfiguration? synapses) => new(inner, weights)
    {
        IsSpatial = !routes.CarriesAdjoints,
        Synapses = Synapses(synapses, Builder.Units, Builder.Units),
    };

    /// <summary>Dropout; of whole sequences where no steps are given.</summary>
    public TwinNetwork<T> Dropout(double rate, int? steps = 1)
    {
        int units = Builder.Units;
        DropoutMask mask = new(runSeed, (uint)RandomStream.Dropout | (uint)Builder.Count << 16, 0, (uint)(rate * (1L << 32)), steps ?? int.MaxValue);
        Builder.AddDropout(rate, steps);
        PassDraws draws = Builder.Draws;
        return Add(
            new OracleDropoutLayer((t, b, i) => !draws.IsTraining ? 1 : (mask with { Pass = draws.Number(1) }).Keeps(b * units + i, t) ? 1 / (1 - rate) : 0),
            units);
    }

    /// <summary>The sum with the output of an earlier layer.</summary>
    public TwinNetwork<T> Skip(int from)
    {
        Builder.AddSkip(from);
        return Add(new OracleSkipLayer(from), Builder.Units);
    }

    /// <summary>Penalises the spikes of a layer.</summary>
    public TwinNetwork<T> Penalise(int layer, OracleSpikePenalty penalty)
    {
        penalised.Add(layer, penalty);
        return this;
    }

    /// <summary>Output, loss and all gradients of the product.</summary>
    /// <param name="input">[T][batch][unit].</param>
    /// <param name="loss">The loss.</param>
    /// <param name="capacity">What the network is built for, where it is more than the input takes.</param>
    /// <param name="plan">How the passes are cut in time; not, where none is given, but where the method's ways end.</param>
    /// <param name="pass">Which pass of a run; methods that draw steps draw others.</param>
    public TwinResult Product(
        double[][][] input, LossSetup loss, SequenceExtent? capacity = null, TimePlan? plan = null, long pass = 0)
    {
        SequenceExtent extent = new(input.Length, input[0].Length), room = capacity ?? extent;
        using Network<T> network = plan is null ? Builder.Build(room) : Builder.Build(room, plan);
        using DeviceBuffer<T> buffer = device.Memory.Allocate<T>(Array.ConvertAll(Flat.Of(input), T.From), MemoryPurpose.Data);
        using ILoss<T> scored = loss.Create<T>(device, room.Batch, Builder.Units);
        using LossBuffers<T> targets = new(device, loss);

        Disturb(network);
        SpikePenalty<T>[] penalties = [.. penalised.Select(entry => new SpikePenalty<T>(
            device, network.Layers[entry.Key], room.Batch, TermsOf(entry.Value, network.Layers[entry.Key].Outputs), targets.Targets.Lengths))];
        foreach (SpikePenalty<T> penalty in penalties)
            network.Add(penalty);
        List<double> output = [];
        new LossPass<T>(network, scored).Train(
            new Signal<T>(buffer.View), targets.Targets, targets.Scores, extent, pass, window =>
            {
                output.AddRange(OutputOf(network, window));
                foreach (SpikePenalty<T> penalty in penalties)
                    penalty.Observe(window);
            });
        foreach (SpikePenalty<T> penalty in penalties)
            penalty.Dispose();
        double[] gradients = network.Parameters.ExportGradients();
        return new TwinResult([.. output], targets.Download(), network.Parameters.Parameters.ToDictionary(
            p => p.Name, p => gradients[p.Offset..(p.Offset + p.Length)]));
    }

    /// <summary>The same of the oracle, arranged as the product has it.</summary>
    public TwinResult Oracle(double[][][] input, LossSetup loss)
    {
        synapsePass = synapsePass with { Steps = input.Length, Batch = input[0].Length };
        NetworkOracle oracle = new([.. layers.Select(l => l.Layer)], timing == LayerTiming.Pipelined ? OracleTiming.Pipelined : OracleTiming.Aligned);
        double[][][] output = oracle.Forward(input);
        OracleLoss scored = loss.Oracle(output);
        foreach ((int layer, OracleSpikePenalty penalty) in penalised)
            oracle.AddedToOutput[layer] = penalty.Gradient(oracle.OutputOf(layer), loss.Lengths);
        IReadOnlyList<Dictionary<string, double[]>> ofLayers = routes.ForgetEvery is int length
            ? oracle.BackwardInStretches(input, scored.OutputGradient, length)
            : Backward(oracle, scored.OutputGradient);
        Dictionary<string, double[]> gradients = [];
        for (int i = 0; i < layers.Count; ++i)
        {
            foreach ((string name, double[] values) in Arranged(layers[i].Layer, ofLayers[i], layers[i].Inputs))
                gradients[$"{i}.{name}"] = values;
        }

        return new TwinResult(Flat.Of(output), new LossScores([scored.Value], [], []), gradients);
    }

    private static SpikePenaltyTerms<T> TermsOf(OracleSpikePenalty penalty, int neurons) =>
        new(T.From(penalty.Low), T.From(penalty.High), T.From(penalty.Strength / neurons), T.From(penalty.Cost));

    private static IReadOnlyList<Dictionary<string, double[]>> Backward(NetworkOracle oracle, double[][][] outputGradient)
    {
        oracle.Backward(outputGradient);
        return [.. oracle.Layers.Select(layer => layer.Gradients)];
    }

    /// <summary>The oracle's gradient of a layer of devices; where time is cut, the network cuts it.</summary>
    private static Func<FelifOracle, FelifOracleTrajectory, FelifOracleLossGradient, FelifOracleGradient> OracleOf(
        IGradientMethod method) => method switch
        {
            TruncatedGradient truncated => OracleOf(truncated.Linearisation),
            SlttGradient { Linearisation: BrunoGradient bruno } => (o, run, loss) => o.Sltt(run, loss, VariantOf(bruno)),
            SlttGradient => (o, run, loss) => o.Sltt(run, loss, null),
            BrunoGradient bruno => (o, run, loss) => o.Bruno(run, loss, VariantOf(bruno)),
            CoarseGradient => (o, run, loss) => o.Bruno(run, loss, BrunoOracleVariant.Primary with { ClipTie = 0 }),
            ExactGradient { Literal: false } => (o, run, loss) => o.Implicit(run, loss),
            _ => (o, run, loss) => o.FullBptt(run, loss),
        };

    private static BrunoOracleVariant VariantOf(BrunoGradient bruno) => new(bruno.KeepRate, !bruno.PassClip, bruno.OnBound);

    /// <summary>The oracle's synapses of the next matrix; they follow the pass at hand.</summary>
    private OracleSynapses? Synapses(SynapseConfiguration? synapses, int from, int to)
    {
        int matrix = matrices++;
        if (synapses is null)
            return null;
        SynapseReference reference = new(synapses, matrix, from, to);
        return (weights, step, element) => reference.Effective(weights, synapsePass, step, element);
    }

    private static OracleConverter? Converter(ConverterConfiguration? converter) =>
        converter?.Bits is int bits ? new(bits, converter.Low, converter.High) : null;

    private double[] OutputOf(Network<T> network, TimeWindow window)
    {
        int length = window.Rows * Builder.Units;
        AcceleratorStream stream = device.Accelerator.DefaultStream;
        return network.Output.IsSpiking
            ? ConformanceBuffers.Download(network.Output.Spikes, stream, length)
            : ConformanceBuffers.Download(network.Output.Values, stream, length);
    }

    /// <summary>A pass of the whole capacity, whose leavings in the buffers must not show in the next.</summary>
    private void Disturb(Network<T> network)
    {
        SequenceExtent extent = network.Capacity;
        int length = extent.Steps * extent.Batch;
        T[] Values(int units) => Array.ConvertAll(new RandomArrays(1).Vector(length * units, 0.5, 3), T.From);
        using DeviceBuffer<T> input = device.Memory.Allocate<T>(Values(inputs), MemoryPurpose.Data);
        Signal<T> signal = new(input.View);
        double[] adjoints = new RandomArrays(2).Vector(length * Builder.Units, -1, 1);
        int row = extent.Batch * Builder.Units;
        void OfWindow(TimeWindow window) => ConformanceBuffers.Upload(
            network.OutputAdjoint, device.Accelerator.DefaultStream, adjoints[(window.Begin * row)..((window.Begin + window.Steps) * row)]);
        if (network.Routes.IsOnline)
        {
            network.RunOnline(signal, extent, OfWindow);
            return;
        }

        network.Forward(signal, extent);
        network.Backward(signal, extent, OfWindow);
    }

    private TwinNetwork<T> Add(OracleLayer layer, int from)
    {
        layers.Add((layer, from));
        return this;
    }

    /// <summary>Gradients by the product's names, matrices [from][to].</summary>
    private static IEnumerable<(string Name, double[] Values)> Arranged(
        OracleLayer layer, Dictionary<string, double[]> gradients, int inputs)
    {
        string recurrent = gradients.ContainsKey("recurrent") ? "rlif" : "lif";
        if (layer is OracleLifLayer)
            yield return ($"{recurrent}.decays", [gradients["alpha"][0], gradients["beta"][0]]);
        OracleLayer neurons = layer is OracleRecurrentLayer { Inner: { } inner } ? inner : layer;
        string kind = neurons is OracleNeuronLayer { Neuron: { } neuron } ? NeuronSetup.KindOf(neuron) : neurons is OracleFelifLayer ? "felif" : recurrent;
        if (neurons is OracleNeuronLayer { Neuron: { } trained })
        {
            foreach ((string name, double value) in NeuronSetup.Unbounded(trained, gradients["coefficients"]))
                yield return ($"{kind}.{name}", [value]);
        }

        foreach ((string name, double[] values) in gradients)
        {
            if (layer is OracleEncoderLayer)
                yield return ($"encoder.{name}", values);
            else if (name == "weight")
                yield return ("linear.weights", Flat.Transposed(values, inputs));
            else if (name == "bias")
                yield return ("linear.bias", values);
            else if (name == "recurrent")
                yield return ($"{kind}.recurrent", Flat.Transposed(values, inputs));
        }
    }
}
