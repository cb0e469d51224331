using System.Text.Json.Nodes;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Conformance;

/// <summary>Networks with quantised recurrent weights in files that the oracle makes: they pass, and any change of a number is found.</summary>
[Collection(typeof(CpuTests))]
public sealed class QuantisedNetworkTests(CpuBackend backend) : DeviceTests(backend)
{
    public static TheoryData<LayerTiming, bool, bool> Files => [.. Enum.GetValues<LayerTiming>().SelectMany(
        timing => new[] { (false, false), (true, false), (false, true), (true, true) }.Select(
            file => new TheoryDataRow<LayerTiming, bool, bool>(timing, file.Item1, file.Item2)))];

    [Theory]
    [MemberData(nameof(Files))]
    public void TheFilePasses(LayerTiming timing, bool isHead, bool densely)
    {
        JsonObject file = new QuantisedNetworkFile(timing, isHead, densely).Write();
        Assert.Contains(Numbers(file["s"]!), spike => spike != 0);
        ConformanceResult result = Check(file);
        Assert.All(result.Deviations, d => Assert.True(d.Passed, $"{d.Quantity} is {d.Value:E2} off, at most {d.Tolerance:E2} is right"));
        Assert.True(result.Passed, result.Problem);
        string[] gradients = [.. file.Select(entry => entry.Key).Where(key => key[0] == 'd')];
        Assert.Equal(7, gradients.Length);
        Assert.All(gradients, key => Assert.Contains(Numbers(file[key]!), g => g != 0));
        string[] expected = ["loss", "hidden spikes", "felif_current", "v", "p", "spikes", .. gradients];
        Assert.Equal(expected.Order(), result.Deviations.Where(d => d.Tolerance is not null).Select(d => d.Quantity).Order());
        Assert.True(Check(file, Precision.Float).Passed);
    }

    /// <summary>Devices that are connected among each other; their current is what they read, the recurrent part included.</summary>
    [Theory]
    [InlineData(LayerTiming.Aligned, false)]
    [InlineData(LayerTiming.Pipelined, true)]
    public void AFileOfRecurrentDevicesPasses(LayerTiming timing, bool isHead)
    {
        JsonObject file = new QuantisedNetworkFile(timing, isHead, hasRecurrentDevices: true).Write();
        Assert.Empty(Failed(Check(file)));
        Assert.True(Check(file).Passed);
        Assert.Contains(Check(file).Deviations, deviation => deviation.Quantity == "dRD");
        Assert.Contains(Numbers(file["dRD"]!), g => g != 0);
        foreach (string key in new[] { "dRD", "dW2", "felif_current", "p" })
        {
            JsonObject changed = file.DeepClone().AsObject();
            Change(changed, key, number => number * 1.001 + 1e-5);
            Assert.Equal([key], Failed(Check(changed)));
        }
    }

    /// <summary>A pipelined file may hold the current as it is put out, a step before it is read.</summary>
    [Fact]
    public void TheCurrentMayBeThatOfTheLayerBefore()
    {
        JsonObject file = new QuantisedNetworkFile(LayerTiming.Pipelined, isHead: true).Write();
        double[] read = [.. Numbers(file["felif_current"]!)], putOut = [.. Numbers(file["current_put_out"]!)];
        Assert.NotEqual(read, putOut);
        file["felif_current"] = file["current_put_out"]!.DeepClone();
        Assert.Empty(Failed(Check(file)));
        Change(file, "felif_current", number => number + 1e-6);
        Assert.Equal(["felif_current"], Failed(Check(file)));
    }

    /// <summary>The file tells by its spikes which of the two it holds, and that one is checked: another step is wrong, however near.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void TheCurrentOfAnotherStepIsFound(int late)
    {
        JsonObject file = new QuantisedNetworkFile(LayerTiming.Pipelined, isHead: true).Write();
        JsonArray putOut = file["current_put_out"]!.AsArray();
        JsonNode zero = putOut[0]!.DeepClone();
        Assert.All(Numbers(zero), value => Assert.Equal(0, value));
        int steps = putOut.Count;
        file["felif_current"] = new JsonArray([.. Enumerable.Range(0, steps).Select(step =>
            step - late >= 0 && step - late < steps ? putOut[step - late]!.DeepClone() : zero.DeepClone())]);
        Assert.Equal(["felif_current"], Failed(Check(file)));
    }

    /// <summary>Other ways to write the same: what belongs to a layer may stand with it.</summary>
    [Fact]
    public void ArraysMayStandElsewhere()
    {
        JsonObject file = new QuantisedNetworkFile(LayerTiming.Pipelined, isHead: false).Write();
        JsonArray layers = file["layers"]!.AsArray();
        JsonObject encoder = file["encoder"]!.DeepClone().AsObject();
        file.Remove("encoder");
        (file["g"], file["b"], file["dg"], file["db"]) = (encoder["gain"]!.DeepClone(), encoder["bias"]!.DeepClone(), file["dgain"]!.DeepClone(), file["dbias"]!.DeepClone());
        layers[0] = new JsonObject { ["encoder"] = "in front", ["copies"] = 2, ["gain"] = "g", ["bias"] = "b" };
        file["lif"]!["recurrent"] = file["R"]!.DeepClone();
        file["drecurrent"] = file["dR"]!.DeepClone();
        file.Remove("R");
        layers[2]!.AsObject().Remove("recurrent");
        ConformanceResult result = Check(file);
        Assert.True(result.Passed, result.Problem);
        Assert.All(["dg", "db", "drecurrent"], key => Assert.Contains(result.Deviations, d => d.Quantity == key));

        layers[0] = new JsonObject { ["encoder"] = "g", ["bias"] = "b", ["copies"] = 2 };
        Assert.Equal(result.Deviations.Select(d => d.Quantity), Check(file).Deviations.Select(d => d.Quantity));
        Assert.True(Check(file).Passed);
        layers[0] = new JsonObject { ["encoder"] = encoder };
        Assert.True(Check(file).Passed);
        file["drecurrent"]![0]![0] = 100.0;
        Assert.Equal(["drecurrent"], Failed(Check(file)));
    }

    [Theory]
    [InlineData(LayerTiming.Aligned, false)]
    [InlineData(LayerTiming.Pipelined, true)]
    public void AnotherRandomNumberIsFound(LayerTiming timing, bool isHead)
    {
        QuantisedNetworkFile file = new(timing, isHead, densely: true);
        JsonObject before = file.Write();
        foreach ((double[][][] uniforms, string key) in new[] { (file.Uniforms, "R"), (file.DenseUniforms, "W2") })
        {
            // The last batch element's weight of a neuron that fires, so that devices see it; the others do not.
            double[] potentials = file.Potentials();
            JsonNode changed = before.DeepClone();
            bool isSeen = false;
            for (int cell = 0; cell < uniforms[^1].Length * uniforms[^1][0].Length && !isSeen; ++cell)
            {
                int to = cell / uniforms[^1][0].Length, from = cell % uniforms[^1][0].Length;
                double own = uniforms[^1][to][from];
                uniforms[^1][to][from] = own < 0.5 ? 1 - 1e-9 : 1e-9;
                isSeen = file.Potentials().Zip(potentials, (a, b) => Math.Abs(a - b)).Max() > 1e-6;
                changed["uniforms"]![key]!.AsArray()[^1]![to]![from] = isSeen ? uniforms[^1][to][from] : own;
                uniforms[^1][to][from] = own;
            }

            Assert.True(isSeen);
            Assert.Contains("v", Failed(Check(changed)));
        }
    }

    [Theory]
    [InlineData("dgain")]
    [InlineData("dbias")]
    [InlineData("dW1")]
    [InlineData("dalpha")]
    [InlineData("dbeta")]
    [InlineData("dR")]
    [InlineData("dW2")]
    [InlineData("felif_current")]
    [InlineData("v")]
    [InlineData("p")]
    public void AnotherExpectationIsFound(string key)
    {
        JsonObject file = new QuantisedNetworkFile(LayerTiming.Aligned, isHead: false).Write();
        double largest = Numbers(file[key]!).Max(Math.Abs);
        Change(file, key, number => number + 1e-6 * largest);
        Assert.Equal([key], Failed(Check(file)));
    }

    /// <summary>The number, and where its change shows: spikes hide small ones, gradients do not.</summary>
    [Theory]
    [InlineData("W1", "dW1")]
    [InlineData("W2", "felif_current")]
    [InlineData("inputs", "dW1")]
    public void AnotherWeightIsFound(string key, string quantity)
    {
        JsonObject file = new QuantisedNetworkFile(LayerTiming.Aligned, isHead: true).Write();
        Change(file, key, number => number + 1e-4);
        Assert.Contains(quantity, Failed(Check(file)));
    }

    /// <summary>The largest recurrent weight is the scale of all of them.</summary>
    [Fact]
    public void AnotherScaleIsFound()
    {
        JsonObject file = new QuantisedNetworkFile(LayerTiming.Aligned, isHead: true).Write();
        double largest = Numbers(file["R"]!).Max(Math.Abs);
        foreach (JsonNode? row in file["R"]!.AsArray())
        {
            for (int from = 0; from < row!.AsArray().Count; ++from)
            {
                double weight = row[from]!.GetValue<double>();
                if (Math.Abs(weight) == largest)
                    row[from] = weight * (1 + 1e-5);
            }
        }

        Assert.Contains("dW1", Failed(Check(file)));
    }

    [Theory]
    [InlineData("quantiser")]
    [InlineData("bits")]
    [InlineData("uniforms")]
    [InlineData("threshold")]
    [InlineData("E_a")]
    public void AnotherNetworkIsFound(string key)
    {
        JsonObject file = new QuantisedNetworkFile(LayerTiming.Pipelined, isHead: false).Write();
        JsonObject layer = file["layers"]![2]!.AsObject();
        if (key == "quantiser")
            layer[key] = "head";
        else if (key == "bits")
            layer[key] = 4;
        else if (key == "uniforms")
            layer.Remove(key);
        else
            Change(file["felif_parameters"]!.AsObject(), key, number => number * 1.001);
        Assert.NotEmpty(Failed(Check(file)));
    }

    private ConformanceResult Check(JsonNode file, Precision precision = Precision.Double)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["net.json"], file.ToJsonString());
        string path = Assert.Single(ConformanceSuite.Files(folder.Path));
        return ConformanceSuite.Run(path, Device, precision);
    }

    private static string[] Failed(ConformanceResult result)
    {
        Assert.Null(result.Problem);
        Assert.Equal(result.Passed, result.Deviations.All(d => d.Passed));
        return [.. result.Deviations.Where(d => !d.Passed).Select(d => d.Quantity)];
    }

    private static IEnumerable<double> Numbers(JsonNode node) =>
        node is JsonArray array ? array.SelectMany(item => Numbers(item!)) : [node.GetValue<double>()];

    /// <summary>Changes the first number of an array, or a number.</summary>
    private static void Change(JsonObject owner, string key, Func<double, double> change)
    {
        if (owner[key] is not JsonArray array)
        {
            owner[key] = change(owner[key]!.GetValue<double>());
            return;
        }

        while (array[0] is JsonArray inner)
            array = inner;
        array[0] = change(array[0]!.GetValue<double>());
    }
}
