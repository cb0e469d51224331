using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Description;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Nir;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;
using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Nir;

/// <summary>What is exported means the same when it is imported again, to the last bit; what has no meaning in NIR is refused by name.</summary>
[Collection(typeof(CpuTests))]
public sealed class NirExportTests(CpuBackend backend) : DeviceTests(backend), IDisposable
{
    private const int Letters = 4, Taxels = 12;

    private static readonly NirTiming Millisecond = new(1e-3);

    private readonly string folder = Directory.CreateTempSubdirectory("bruno-nir-").FullName;

    public static TheoryData<string> Stacks => ["all", "pipelined", "potentials", "leaky", "quantised", "subtract"];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Stacks))]
    public void ARoundTripKeepsEveryBit(string stack)
    {
        RunConfiguration configuration = Stack(stack);
        NetworkWeights network = NetworkWeights.Read(configuration, null);
        (NirGraph graph, _) = NirExport.ToGraph(network, Millisecond, []);
        string file = Path.Combine(folder, "network.nir");
        NirFile.Write(file, graph);
        NirNetwork imported = NirImport.ToNetwork(NirFile.Read(file), Millisecond with { Reset = stack == "subtract" ? ResetKind.Subtract : ResetKind.Zero });
        double[][] input = new RandomArrays(12).Matrix(60, Taxels, -1, 3);
        (double[] expected, _) = NirRun.Of(Device, configuration.Accept().Design, Letters, 1e-3, _ => network.Values, input);
        Assert.Equal(expected, NirRun.Of(Device, imported, input).Output);
        Assert.InRange(expected.Sum(Math.Abs), 3, 1e6);
        Assert.True(expected.Distinct().Count() > 1);
    }

    /// <summary>Dropout acts in training only: the graph is that without, also in a pipeline, where it takes no step. Sums are refused.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DropoutIsLeftOut(bool isPipelined)
    {
        NirGraph Graph(params LayerConfiguration[] layers) => NirExport.ToGraph(
            NetworkWeights.Read(isPipelined ? Pipelined(Run(layers)) : Run(layers), null), Millisecond, []).Graph;
        LinearLayerConfiguration first = new() { Outputs = 6 }, last = new();
        NirGraph with = Graph(new DropoutLayerConfiguration(), first, new LifLayerConfiguration(), new DropoutLayerConfiguration(), last);
        NirGraph without = Graph(first, new LifLayerConfiguration(), last);
        Assert.Equal(without.Nodes.Values.Select(node => node.Type), with.Nodes.Values.Select(node => node.Type));
        Assert.Equal(without.Edges.Count, with.Edges.Count);
        if (isPipelined)
            return;
        BrunoException refusal = Assert.Throws<BrunoException>(() => Graph(first, new LifLayerConfiguration(), new LinearLayerConfiguration { Outputs = 6 }, new SkipLayerConfiguration { From = 1 }, last));
        Assert.Contains("3.skip", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// For others, who do not read the coefficients beside the parameters: tau_syn = dt / (1 - beta), tau_mem = dt / (1 - alpha), a
    /// threshold just below, behind a delay of a step.
    /// </summary>
    [Fact]
    public void ALifLayerByItsAlgebra()
    {
        (NirGraph graph, IReadOnlyList<string> notes) = NirExport.ToGraph(
            NetworkWeights.Read(Run(new LinearLayerConfiguration { Outputs = Letters }, new LifLayerConfiguration { Alpha = 0.75, Beta = 0.5, Threshold = 2 }), null),
            Millisecond, []);
        NirNode neurons = graph.Nodes["1_lif"];
        Assert.Equal("CubaLIF", neurons.Type);
        Assert.Equal((4e-3, 2e-3, 1, 1), (neurons.Numbers("tau_mem")![0], neurons.Numbers("tau_syn")![0], neurons.Numbers("r")![0], neurons.Numbers("w_in")![0]));
        double threshold = neurons.Numbers("v_threshold")![Letters - 1];
        Assert.True(threshold < 2);
        Assert.Equal(2, Math.BitIncrement(threshold));
        Assert.Equal([1e-3, 1e-3, 1e-3, 1e-3], graph.Nodes["1_lif_delay"].Numbers("delay")!);
        Assert.Equal([("input", "0_linear"), ("0_linear", "1_lif_delay"), ("1_lif_delay", "1_lif"), ("1_lif", "output")], graph.Edges);
        Assert.Contains("--reset zero", Assert.Single(notes), StringComparison.Ordinal);
    }

    /// <summary>A graph whose time constants were changed after it was exported means what they say.</summary>
    [Fact]
    public void ParametersGoOverWhatIsNotedBesideThem()
    {
        (NirGraph graph, _) = NirExport.ToGraph(NetworkWeights.Read(Run(new LinearLayerConfiguration(), new CubaLifLayerConfiguration()), null), Millisecond, []);
        NirNode neurons = graph.Nodes["1_cuba_lif"];
        NirGraph changed = graph with { Nodes = new Dictionary<string, NirNode>(graph.Nodes) { ["1_cuba_lif"] = neurons.With("tau_mem", [.. Enumerable.Repeat(2e-3, Letters)]) } };
        Assert.Equal([0.5, 0.5, 0.5, 0.5], NirImport.ToNetwork(changed, Millisecond).Values["1.cuba_lif.potential_decay"]);
        Assert.Equal([0.9, 0.9, 0.9, 0.9], NirImport.ToNetwork(graph, Millisecond).Values["1.cuba_lif.potential_decay"]);
    }

    /// <summary>Imported by exact solutions and exported so again, with the time constants that it came with.</summary>
    [Theory]
    [InlineData("cuba.nir", "l", "4_cuba_lif")]
    [InlineData("lif.nir", "n", "1_cuba_lif")]
    public void TheExponentialDiscretisationGoesBackToTheTimeConstants(string file, string node, string exported)
    {
        NirGraph graph = NirFile.Read(Path.Combine(SourceTree.Root(), "tests", "Bruno.Gpu.Tests", "Nir", "graphs", file));
        NirTiming timing = new(1e-3, NirDiscretisation.Exponential);
        NirNetwork network = NirImport.ToNetwork(graph, timing);
        RunConfiguration configuration = new() { Network = network.Network, Precision = Precision.Double };
        NetworkWeights weights = Weights(network, configuration);
        NirNode original = graph.Nodes[node], back = NirExport.ToGraph(weights, timing, []).Graph.Nodes[exported];
        Assert.Equal(original.Type, back.Type);
        foreach (string key in original.Parameters.Keys)
        {
            double[] expected = original.Numbers(key)!, actual = back.Numbers(key)!;
            for (int i = 0; i < expected.Length; ++i)
                Assert.Equal(expected[i], actual[i], 1e-9 * Math.Max(1e-3, Math.Abs(expected[i])));
        }
    }

    /// <summary>Trained delays of units are the whole steps of an evaluation, those of synapses are refused.</summary>
    [Fact]
    public void TrainedDelaysAreWholeSteps()
    {
        RunConfiguration run = Run(
            new LinearLayerConfiguration { Outputs = Letters }, new DelayLayerConfiguration { Delays = new() { Maximum = 9, Multiple = 3, InitialLow = 0.1 } },
            new CubaLifLayerConfiguration());
        NetworkWeights network = NetworkWeights.Read(run, null);
        double[] trained = network.ValuesOf("1.delay.delays")!;
        NirGraph graph = NirExport.ToGraph(network, Millisecond, []).Graph;
        Assert.Equal([.. trained.Select(delay => 3 * Math.Round(delay / 3) * 1e-3)], graph.Nodes["1_delay"].Numbers("delay")!);
        Assert.True(graph.Nodes["1_delay"].Numbers("delay")!.Distinct().Count() > 1);
        Assert.Equal([.. trained.Select(delay => 3 * Math.Round(delay / 3))], NirImport.ToNetwork(graph, Millisecond).Values["1.delay.steps"]);

        network = NetworkWeights.Read(Run(new LinearLayerConfiguration { Delays = new() }, new CubaLifLayerConfiguration()), null);
        Assert.Contains("none of single synapses", Assert.Throws<BrunoException>(() => NirExport.ToGraph(network, Millisecond, [])).Message);
    }

    [Fact]
    public void WhatNirCannotExpressIsNamedAtOnce()
    {
        NetworkWeights network = NetworkWeights.Read(
            Run(
                new LinearLayerConfiguration { Outputs = 5, Synapses = new() { NonIdealities = new() { OutputAdc = new() { Bits = 4 } } } }, new LifLayerConfiguration { Recurrent = true },
                new CubaLifLayerConfiguration { PotentialDecay = 1, CurrentDecay = 0.5 }, new LinearLayerConfiguration(), new DeviceLayerConfiguration()),
            null);
        BrunoException exception = Assert.Throws<BrunoException>(() => NirExport.ToGraph(network, Millisecond, []));
        Assert.Equal(ExitCode.Usage, exception.ExitCode);
        foreach (string part in new[]
        {
            "'0.linear' (converters)", "'1.rlif' (rlif)", "'2.cuba_lif' (spiking): a potential_decay", "'4.felif' (felif): it is a layer of devices",
            "--fallback felif=lif:tau=0.02,r=1,v_threshold=1",
        })
            Assert.Contains(part, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFallbackStandsForADevice()
    {
        NetworkWeights network = NetworkWeights.Read(
            Run(new LinearLayerConfiguration { Outputs = 5 }, new LifLayerConfiguration { Recurrent = true }, new LinearLayerConfiguration(), new DeviceLayerConfiguration()), null);
        (NirGraph graph, IReadOnlyList<string> notes) = NirExport.ToGraph(
            network, Millisecond,
            [NirFallback.Parse("felif=lif:tau=0.02,r=3,v_threshold=0.5"), NirFallback.Parse("rlif=cuba_lif:tau_syn=0.01,tau_mem=0.02,r=1,v_threshold=1")]);
        Assert.Equal(("LIF", 0.02, 3, 0), (graph.Nodes["3_felif"].Type, graph.Nodes["3_felif"].Numbers("tau")![3], graph.Nodes["3_felif"].Numbers("r")![0], graph.Nodes["3_felif"].Numbers("v_leak")![0]));
        Assert.Contains(("1_rlif_recurrent", "1_rlif"), graph.Edges);
        Assert.Contains(notes, note => note.Contains("'3.felif' (felif) is exported as LIF", StringComparison.Ordinal));
        NirImport.ToNetwork(graph, Millisecond);
        Assert.Contains("none needs it", Assert.Throws<BrunoException>(() => NirExport.ToGraph(
            NetworkWeights.Read(Run(new LinearLayerConfiguration()), null), Millisecond, [NirFallback.Parse("felif=if:r=1,v_threshold=1")])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("felif", "expected KIND=TYPE:NAME=VALUE")]
    [InlineData("felif=felif:tau=1", "expected KIND=TYPE:NAME=VALUE")]
    [InlineData("felif=lif:tau=0.02,r=1", "it does not say v_threshold")]
    [InlineData("felif=lif:tau=x", "'tau=x' is not NAME=NUMBER")]
    [InlineData("felif=lif:taux=1", "lif has no 'taux'")]
    public void WrongFallbacksAreExplained(string text, string part) =>
        Assert.Contains(part, Assert.Throws<BrunoException>(() => NirFallback.Parse(text)).Message, StringComparison.Ordinal);

    /// <summary>An imported network as a run: the checkpoint holds what was imported.</summary>
    [Fact]
    public void ARunOfAnImportedNetwork()
    {
        NirNetwork network = NirImport.ToNetwork(NirFile.Read(Path.Combine(SourceTree.Root(), "tests", "Bruno.Gpu.Tests", "Nir", "graphs", "cuba.nir")), Millisecond);
        string run = Path.Combine(folder, "run");
        ImportedRun.Create(run, network, ImportedRun.Configure(network, new([], []), "cuba.nir"));
        foreach (string name in new[] { "last.ckpt", "best.ckpt" })
        {
            Checkpoint saved = CheckpointFile.Load(Path.Combine(run, "checkpoints", name));
            Assert.Equal(network.Values.Count, saved.Arrays.Keys.Count(key => key.StartsWith("parameters/", StringComparison.Ordinal)));
            foreach ((string parameter, double[] values) in network.Values)
                Assert.Equal(values, saved.Get<double>($"parameters/{parameter.Replace('.', '/')}"));
        }

        Assert.Equal(ExitCode.Usage, Assert.Throws<BrunoException>(() => ImportedRun.Create(run, network, ImportedRun.Configure(network, new([], []), "cuba.nir"))).ExitCode);
        Assert.Contains("its layers cannot be changed", Assert.Throws<BrunoException>(() => ImportedRun.Create(
            Path.Combine(folder, "other"), network,
            ImportedRun.Configure(network, new([Gpu.Configuration.ConfigurationSource.FromSetting("network.layers.1.recurrent=false"), Gpu.Configuration.ConfigurationSource.FromSetting("network.layers.3.bias=true")], []), "cuba.nir"))).Message, StringComparison.Ordinal);
    }

    private static RunConfiguration Stack(string stack) => stack switch
    {
        "all" => Run(
            new EncoderLayerConfiguration { Copies = 2 }, new LinearLayerConfiguration { Outputs = 9, Bias = true, InitialScale = 4 }, new LifLayerConfiguration { Threshold = 0.3 },
            new DelayLayerConfiguration { Steps = 3 }, new LinearLayerConfiguration { Outputs = 7, InitialScale = 4 },
            new CubaLifLayerConfiguration { Recurrent = true, CurrentDecay = 0.3, PotentialDecay = 0.83, ResetPotential = -0.1, Leak = 0.01 },
            new LinearLayerConfiguration { InitialScale = 4 }, new CubaLifLayerConfiguration { CurrentDecay = 0, PotentialDecay = 0.77, CurrentGain = 0.4, Threshold = 0.5 }),
        "pipelined" => Pipelined(Run(
            new LinearLayerConfiguration { Outputs = 9, InitialScale = 4 }, new LifLayerConfiguration { Threshold = 0.3 }, new LinearLayerConfiguration { InitialScale = 4 },
            new LifLayerConfiguration { Threshold = 0.2 })),
        "potentials" => Run(
            new LinearLayerConfiguration { Outputs = 9, InitialScale = 4 }, new CubaLifLayerConfiguration { CurrentDecay = 0, PotentialDecay = 1, CurrentGain = 0.05 },
            new LinearLayerConfiguration { InitialScale = 4 }, new CubaLifLayerConfiguration { Spiking = false, Leak = -0.02 }),
        "leaky" => Run(
            new LinearLayerConfiguration { Outputs = 9, InitialScale = 4 }, new CubaLifLayerConfiguration { CurrentGain = 0.5 },
            new LeakyLayerConfiguration { Alpha = 0.7, TrainValues = TrainedValues.Neuron }, new LinearLayerConfiguration { InitialScale = 4 }, new LeakyLayerConfiguration()),
        "quantised" => Run(
            new LinearLayerConfiguration { Outputs = 9, InitialScale = 4 }, new LifLayerConfiguration { Threshold = 0.3 },
            new LinearLayerConfiguration { InitialScale = 4 }, new CubaLifLayerConfiguration { Recurrent = true }) with { Synapses = new() { Quantisation = new() { Bits = 3 } } },
        _ => Run(new LinearLayerConfiguration { InitialScale = 4 }, new CubaLifLayerConfiguration { Reset = ResetKind.Subtract, ResetPotential = 0.2 }),
    };

    private static RunConfiguration Pipelined(RunConfiguration run) => run with { Network = run.Network with { Timing = LayerTiming.Pipelined } };

    private static RunConfiguration Run(params LayerConfiguration[] layers) => new()
    {
        Precision = Precision.Double,
        Data = new() { Tactile = new() { Letters = Letters, Repetitions = 8, Taxels = [.. Enumerable.Range(1, Taxels)] } },
        Network = new() { Layers = layers },
    };

    /// <summary>Weights of a network that no data set goes with.</summary>
    private static NetworkWeights Weights(NirNetwork network, RunConfiguration configuration)
    {
        using ComputeDevice device = ComputeDevice.Open("cpu");
        using var built = NetworkFactory.Build<Gpu.Kernels.Scalars.Float64>(
            device.Plan(), configuration.Design, network.Inputs, network.Outputs, network.StepSeconds, new(1, 1));
        return new()
        {
            Configuration = configuration,
            Epoch = null,
            Layers = [.. built.Layers.Select(layer => (layer.Name, layer.Inputs, layer.Outputs))],
            Parameters = built.Parameters.Parameters,
            Values = network.Arrange(built.Parameters.Parameters),
            Matrices =
            [
                .. built.Parameters.Parameters.Where(parameter => parameter.Shape.Length == 2).Select((parameter, number) => new WeightMatrix(
                    parameter.Name[..parameter.Name.LastIndexOf('.')], number, parameter.Shape[0], parameter.Shape[1], network.Values[parameter.Name], new SynapseConfiguration(), 1)),
            ],
        };
    }
}
