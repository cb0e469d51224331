using System.Text.Json;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Nir;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Networks;

namespace Bruno.Gpu.Tests.Nir;

/// <summary>Graphs of every node type against plain loops (graphs/make.py), and what cannot be expressed.</summary>
[Collection(typeof(CpuTests))]
public sealed class NirImportTests(CpuBackend backend) : DeviceTests(backend)
{
    private static readonly string Graphs = Path.Combine(SourceTree.Root(), "tests", "Bruno.Gpu.Tests", "Nir", "graphs");

    public static TheoryData<string> Cases => [.. Directory.EnumerateFiles(Graphs, "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void OutputsAreThoseOfPlainLoops(string name)
    {
        JsonElement expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Graphs, name))).RootElement;
        NirTiming timing = new(
            expected.GetProperty("dt").GetDouble(), Enum.Parse<NirDiscretisation>(expected.GetProperty("discretisation").GetString()!, ignoreCase: true),
            Enum.Parse<ResetKind>(expected.GetProperty("reset").GetString()!, ignoreCase: true));
        NirNetwork network = NirImport.ToNetwork(NirFile.Read(Path.Combine(Graphs, expected.GetProperty("file").GetString()!)), timing);
        (double[] output, int spikes) = NirRun.Of(Device, network, Rows(expected.GetProperty("input")));
        Assert.Equal(expected.GetProperty("spikes").GetInt32(), spikes);
        Near.RelativeToMaximum([.. Rows(expected.GetProperty("output")).SelectMany(row => row)], output, 1e-11);
    }

    [Fact]
    public void LayersAndParametersOfAnInnerGraph()
    {
        NirNetwork network = NirImport.ToNetwork(NirFile.Read(Path.Combine(Graphs, "cuba.nir")), new(1e-3));
        Assert.Equal((3, 2, false), (network.Inputs, network.Outputs, network.IsSpiking));
        Assert.Equal(
            ["LinearLayerConfiguration", "CubaLifLayerConfiguration", "DelayLayerConfiguration", "LinearLayerConfiguration", "CubaLifLayerConfiguration"],
            network.Network.Layers.Select(layer => layer.GetType().Name));
        // One number for all neurons is in the settings as well; 1 - 1e-3 / 5e-3.
        CubaLifLayerConfiguration neurons = (CubaLifLayerConfiguration)network.Network.Layers[1];
        Assert.Equal((0.8, true), (neurons.CurrentDecay, neurons.Recurrent));
        Assert.Equal([0, 2, 3], network.Values["2.delay.steps"]);
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], network.Values["0.linear.weights"]);
    }

    [Fact]
    public void TheVersionIsThatOfTheFile() => Assert.Equal("0.2.1", NirFile.Read(Path.Combine(Graphs, "if.nir")).Version);

    /// <summary>Node by node, all at once.</summary>
    [Fact]
    public void WhatCannotBeExpressedIsNamedAtOnce()
    {
        NirGraph graph = new(
            new Dictionary<string, NirNode>
            {
                ["in"] = new NirNode("Input").WithShape(2), ["c1"] = new("Conv2d"), ["p"] = new("SumPool2d"), ["odd"] = new("Sigmoid"),
                ["a"] = new NirNode("Linear").With("weight", [1, 0, 0, 1], 2, 2), ["b"] = new NirNode("Linear").With("weight", [1, 0, 0, 1], 2, 2),
                ["sum"] = new NirNode("Scale").With("scale", [1]), ["alone"] = new NirNode("Scale").With("scale", [1]), ["out"] = new NirNode("Output").WithShape(2),
            },
            [("in", "c1"), ("c1", "p"), ("p", "odd"), ("odd", "a"), ("odd", "b"), ("a", "sum"), ("b", "sum"), ("sum", "out"), ("sum", "nowhere")]);
        DataException exception = Assert.Throws<DataException>(() => NirImport.ToNetwork(graph, new(1e-3), "x.nir"));
        Assert.Equal(ExitCode.Data, exception.ExitCode);
        foreach (string part in new[]
        {
            "'x.nir'", "node 'c1' (Conv2d)", "node 'p' (SumPool2d)", "node 'odd' (Sigmoid): no node of this type", "leads to several nodes (a, b)",
            "node 'sum' (Scale): several nodes lead to it (a, b)", "node 'alone' (Scale): nothing leads to it", "node 'nowhere' (missing)",
        })
            Assert.Contains(part, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Delay", "delay", 0.0015, "no whole number of steps")]
    [InlineData("Delay", "delay", -0.001, "no whole number of steps")]
    [InlineData("Scale", "scale", double.NaN, "not finite")]
    [InlineData("Scale", "gain", 1, "it has no 'scale'")]
    [InlineData("I", "tau", 1, "it has no 'r'")]
    public void BadParametersAreNamed(string type, string key, double value, string part) =>
        Assert.Contains($"node 'x' ({type}): ", Refusal(new NirNode(type).With(key, [value]), part), StringComparison.Ordinal);

    [Fact]
    public void BadNeuronsAreNamed()
    {
        NirNode Lif(double tau, double threshold, params double[] r) =>
            new NirNode("LIF").With("tau", [tau]).With("r", r).With("v_leak", [0]).With("v_threshold", [threshold]);
        Refusal(Lif(4e-4, 1, 1), "does not converge");
        Refusal(Lif(-1, 1, 1), "must be positive");
        Refusal(Lif(1, -1, 1), "v_threshold is negative");
        Refusal(Lif(1, 1, 1, 2, 3), "'r' has 3 numbers for 2 units");
        Refusal(new NirNode("Linear").With("weight", [1, 2, 3], 1, 3), "has 3 inputs, but 2 units");
        Refusal(new NirNode("Affine").With("weight", [1, 2]), "a matrix [outputs, inputs] is needed");
        Assert.Equal(ExitCode.Usage, Assert.Throws<BrunoException>(() => NirImport.ToNetwork(Chain(Lif(1, 1, 1)), new(0))).ExitCode);
    }

    /// <summary>Two ways back to the same neurons, and a way back around more than one layer.</summary>
    [Fact]
    public void OtherCirclesAreRefused()
    {
        NirNode neurons = new NirNode("IF").With("r", [1]).With("v_threshold", [1]), scale = new NirNode("Scale").With("scale", [1]);
        Dictionary<string, NirNode> nodes = new()
        {
            ["in"] = new NirNode("Input").WithShape(2), ["n"] = neurons, ["m"] = neurons, ["s"] = scale, ["t"] = scale, ["out"] = new NirNode("Output").WithShape(2),
        };
        DataException two = Assert.Throws<DataException>(() => NirImport.ToNetwork(
            new(nodes, [("in", "n"), ("n", "s"), ("s", "n"), ("n", "t"), ("t", "n"), ("n", "m"), ("m", "out")]), new(1e-3)));
        Assert.Contains("node 'n' (IF): it has several recurrent connections (s, t)", two.Message, StringComparison.Ordinal);
        DataException around = Assert.Throws<DataException>(() => NirImport.ToNetwork(
            new(nodes, [("in", "n"), ("n", "s"), ("s", "m"), ("m", "n"), ("m", "t"), ("t", "out")]), new(1e-3)));
        Assert.Contains("node 'n' (IF): several nodes lead to it (in, m)", around.Message, StringComparison.Ordinal);
        Assert.Contains("node 'm' (IF): it leads to several nodes (n, t)", around.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoNirFile()
    {
        string hdf5 = Path.Combine(SourceTree.Root(), "tests", "Bruno.Gpu.Tests", "Formats", "hdf5", "types.h5");
        Assert.Contains("it is no NIR file", Assert.Throws<DataException>(() => NirFile.Read(hdf5)).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<DataException>(() => NirFile.Read("nowhere.nir")).Message, StringComparison.Ordinal);
    }

    /// <summary>The one LIF neuron of the format's own examples: v &lt;- (1 - 1e-4 / 2.5e-3) v + 0.04 x, above 0.1 a spike.</summary>
    [Fact]
    public void TheExampleOfTheFormat()
    {
        NirNetwork network = NirImport.ToNetwork(NirFile.Read(SharedData.File("nir/lif_norse.nir")), new(1e-4));
        double[][] input = [[1], [1], [1], [0], [2], [1]];
        // 0.04, 0.0784, 0.115264 fires; 0, 0.08, 0.1168 fires. tau and the threshold are stored in single precision.
        Assert.Equal([0, 0, 1, 0, 0, 1], NirRun.Of(Device, network, input).Output);
    }

    private string Refusal(NirNode node, string part)
    {
        DataException exception = Assert.Throws<DataException>(() => NirImport.ToNetwork(Chain(node), new(1e-3, NirDiscretisation.Euler)));
        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        return exception.Message;
    }

    private static NirGraph Chain(NirNode node) => new(
        new Dictionary<string, NirNode> { ["in"] = new NirNode("Input").WithShape(2), ["x"] = node, ["out"] = new("Output") }, [("in", "x"), ("x", "out")]);

    private static double[][] Rows(JsonElement rows) =>
        [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(value => value.GetDouble()).ToArray())];
}
