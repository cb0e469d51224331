using System.Text.Json.Nodes;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Tests.Backends;
using Bruno.Oracle;

namespace Bruno.Gpu.Tests.Conformance;

/// <summary>Every conformance file passes, and what should fail does.</summary>
[Collection(typeof(CpuTests))]
public sealed class ConformanceSuiteTests(CpuBackend backend) : DeviceTests(backend)
{
    public static TheoryData<string, Precision> FilesAndPrecisions
    {
        get
        {
            TheoryData<string, Precision> data = [];
            foreach (string file in ConformanceSuite.Files(GoldenFile.Folder).Select(f => Path.GetFileName(f)))
            {
                data.Add(file, Precision.Double);
                data.Add(file, Precision.Float);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(FilesAndPrecisions))]
    public void EveryFilePasses(string file, Precision precision)
    {
        ConformanceResult result = ConformanceSuite.Run(Path.Combine(GoldenFile.Folder, file), Device, precision);
        Assert.True(result.Problem is null, result.Problem);
        Assert.All(result.Deviations, d => Assert.True(d.Passed, $"{d.Quantity} is {d.Value:E2} off, at most {d.Tolerance:E2} is right"));
        Assert.True(result.Passed);
        Assert.Equal(file, result.File);
        Assert.Contains(result.Deviations, d => d.Tolerance is not null);
    }

    /// <summary>A file that needs double fails with the reason, and does not reach the device.</summary>
    [Fact]
    public void WithoutDoubleAFileThatNeedsItIsNotSupported()
    {
        using ComputeDevice device = ComputeDevice.OpenGroupedHost(2, 1, group: 1, hasDouble: false);
        string file = ConformanceSuite.Files(GoldenFile.Folder).First(f => Path.GetFileName(f).StartsWith("heracles_", StringComparison.Ordinal));
        Assert.Equal("not supported: double precision, which cpu does not have", ConformanceSuite.Run(file, device, Precision.Float).Problem);
    }

    [Fact]
    public void ThereAreFilesOfEveryKind()
    {
        string[] files = [.. ConformanceSuite.Files(GoldenFile.Folder).Select(f => Path.GetFileName(f))];
        foreach (string prefix in new[] { "felif_", "heracles_", "lif_", "rlif_", "net_", "quantiser" })
            Assert.Contains(files, file => file.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>The gradient through every micro-step is judged for every method that is to give it.</summary>
    [Fact]
    public void UnrolledGradientsAreJudgedForEveryMethod()
    {
        int files = 0;
        foreach (string file in ConformanceSuite.Files(GoldenFile.Folder))
        {
            JsonNode json = JsonNode.Parse(File.ReadAllText(file))!;
            bool isNetwork = json["kind"]!.GetValue<string>() == "network";
            bool isConverged = json["note"] is JsonNode note && note.GetValue<string>().Contains("CONVERGED", StringComparison.Ordinal);
            if (isConverged || json["full_bptt"] is not JsonNode full || (!isNetwork && full["exact_rate_grad"]?["dL_dI"] is null))
                continue;
            ++files;
            ConformanceResult result = ConformanceSuite.Run(file, Device, Precision.Double);
            foreach (string method in new[] { "exact-literal", "bptt", "checkpointed" })
            {
                Deviation[] judged = [.. result.Deviations.Where(d => d.Quantity.Split(' ').Contains(method) && d.Tolerance is not null)];
                Assert.True(judged.Length > 0, $"{Path.GetFileName(file)}: {method} is not judged");
                Assert.All(judged, d => Assert.True(d.Value <= 1e-8, $"{d.Quantity} is {d.Value:E2} off"));
            }
        }

        Assert.InRange(files, 2, int.MaxValue);
    }

    /// <summary>One number of a file changed beyond its tolerance is found, in the quantity that it belongs to.</summary>
    [Theory]
    [InlineData("felif_01_const_spiking_n1000", "v", 1e-6, "v")]
    [InlineData("felif_01_const_spiking_n1000", "p", 1e-6, "p")]
    [InlineData("lif_01", "u", 1e-6, "u")]
    [InlineData("lif_01", "dL_dI", 0.1, "dL_dI")]
    [InlineData("rlif_01", "dL_drecurrent", 0.1, "dL_drecurrent")]
    [InlineData("rlif_01", "s", 1, "spikes")]
    public void APerturbedFileFails(string name, string key, double change, string quantity)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "perturbed.json");
        JsonNode file = JsonNode.Parse(File.ReadAllText(Path.Combine(GoldenFile.Folder, name + ".json")))!;
        Perturb(Find(file, key), change);
        File.WriteAllText(path, file.ToJsonString());

        ConformanceResult result = ConformanceSuite.Run(path, Device, Precision.Double);
        Assert.False(result.Passed);
        Assert.Null(result.Problem);
        Assert.Equal([quantity], result.Deviations.Where(d => !d.Passed).Select(d => d.Quantity));
    }

    [Theory]
    [InlineData("""{ "kind": "something_else" }""", "something_else")]
    [InlineData("""{ "note": "no kind" }""", "kind")]
    [InlineData("[1, 2]", "kind")]
    [InlineData("""{ "kind": "lif" }""", "unreadable")]
    [InlineData("""{ "kind": "felif_neuron", """, "unreadable")]
    [InlineData("", "unreadable")]
    public void WhatCannotBeComparedHasNotPassed(string text, string mentioned)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "odd.json");
        File.WriteAllText(path, text);
        ConformanceResult result = ConformanceSuite.Run(path, Device, Precision.Double);
        Assert.False(result.Passed);
        Assert.Contains(mentioned, result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderWithoutFilesIsAnErrorOfTheData()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(ExitCode.Data, Assert.Throws<BrunoException>(() => ConformanceSuite.Files(folder.Path)).ExitCode);
        Assert.Throws<BrunoException>(() => ConformanceSuite.Files(Path.Combine(folder.Path, "missing")));
    }

    [Fact]
    public void NothingComparedIsNotPassed()
    {
        Assert.False(new ConformanceResult("f", "k", []).Passed);
        Assert.False(new Deviation("q", double.NaN, 1).Passed);
        Assert.False(Deviation.Absolute("q", [double.NaN], [1], 1).Passed);
        Assert.False(Deviation.Absolute("q", [1, 2], [1], 1).Passed);
        Assert.True(Deviation.Absolute("q", [1], [double.NaN], 1e-9).Passed);
    }

    /// <summary>An array that is null as a whole is not compared; it is named, and the rest is judged.</summary>
    [Theory]
    [InlineData("felif_01_const_spiking_n1000", "p")]
    [InlineData("felif_01_const_spiking_n1000", "gradients.jax_stop_mask_tie0.5.dL_dI")]
    [InlineData("felif_01_const_spiking_n1000", "full_bptt.exact_rate_grad.dL_dI")]
    [InlineData("lif_01", "u")]
    [InlineData("lif_01", "dL_dI")]
    [InlineData("rlif_01", "dL_drecurrent")]
    [InlineData("net_01_3-5-4_aligned", "dW1")]
    [InlineData("net_01_3-5-4_aligned", "v")]
    public void AnArrayThatIsNullIsNotCompared(string name, string path)
    {
        JsonNode file = Read(name);
        string[] keys = KeysOf(path);
        JsonNode owner = keys[..^1].Aggregate(file, (node, key) => node[key]!);
        Assert.NotNull(owner[keys[^1]]);
        ConformanceResult whole = Check(file);
        owner[keys[^1]] = null;
        ConformanceResult result = Check(file);
        Assert.True(result.Passed, result.Problem);
        Assert.True(result.Deviations.Count < whole.Deviations.Count);
        Assert.All(result.Deviations, deviation => Assert.False(double.IsNaN(deviation.Value), deviation.Quantity));
        Assert.DoesNotContain(path, whole.NotCompared);
        Assert.Contains(result.NotCompared, place => path == place || path.StartsWith(place + ".", StringComparison.Ordinal));

        static string[] KeysOf(string path) => path.Replace("tie0.5", "tie0_5", StringComparison.Ordinal).Split('.')
            .Select(key => key.Replace("tie0_5", "tie0.5", StringComparison.Ordinal)).ToArray();
    }

    /// <summary>What this program does not know is named, wherever it stands.</summary>
    [Fact]
    public void WhatIsUnknownIsNamed()
    {
        JsonNode file = Read("felif_01_const_spiking_n1000"), network = Read("net_04_jsb_like_adamax");
        file["surprise"] = new JsonArray(1, 2);
        file["gradients"]!["jax_stop_mask_tie0.5"]!["dL_dX"] = new JsonArray(1, 2);
        network["steps"]![0]!["grads"]!["elsewhere"] = new JsonArray(1, 2);
        IReadOnlyList<string> places = Check(file).NotCompared;
        Assert.Contains("surprise", places);
        Assert.Contains("gradients.jax_stop_mask_tie0.5.dL_dX", places);
        Assert.Contains("sensitivity", places);
        Assert.DoesNotContain("v", places);
        Assert.DoesNotContain("note", places);
        Assert.Contains("steps[].grads.elsewhere", Check(network).NotCompared);
    }

    /// <summary>Differences of the discrete map judge what differentiates it as it stands.</summary>
    [Fact]
    public void TheDiscreteMapJudgesTheLiteralDerivative()
    {
        JsonNode file = Read("felif_40_finite_differences_n1000");
        Scale(file["full_bptt"]!["exact_rate_grad"]!["dL_dI"]!, 1 + 1e-6);
        Assert.Equal(["exact-literal dL_dI", "bptt dL_dI", "checkpointed dL_dI"], Check(file).Deviations.Where(d => !d.Passed).Select(d => d.Quantity));
    }

    /// <summary>Differences of the converged solution judge the exact method with an accurate integrator.</summary>
    [Fact]
    public void TheConvergedSolutionJudgesTheExactMethod()
    {
        JsonNode file = Read("felif_41_converged_fd_n1000");
        Deviation judged = Assert.Single(Check(file).Deviations, d => d.Quantity.Contains("exact", StringComparison.Ordinal) && d.Tolerance is not null);
        Assert.Equal("exact adaptive dL_dI", judged.Quantity);
        Assert.InRange(judged.Value, 0, 5e-7);
        Scale(file["full_bptt"]!["exact_rate_grad"]!["dL_dI"]!, 1 + 2e-6);
        Assert.Equal([judged.Quantity], Check(file).Deviations.Where(d => !d.Passed).Select(d => d.Quantity));
    }

    /// <summary>The order of a division may differ, and no more.</summary>
    [Theory]
    [InlineData(4e-16, true)]
    [InlineData(1e-14, false)]
    public void LevelsOfWeightsAreJudgedToTheOrderOfADivision(double change, bool isRight)
    {
        JsonNode file = Read("quantiser");
        foreach (JsonNode? entry in file["cases"]!.AsArray())
        {
            entry!["step"] = entry["step"]!.GetValue<double>() * (1 + change);
            Scale(entry["dequantised"]!, 1 + change);
        }

        ConformanceResult result = Check(file);
        Assert.Equal(isRight, result.Passed);
        Assert.Equal(isRight, result.Deviations.Where(d => d.Quantity.EndsWith(" step", StringComparison.Ordinal)).All(d => d.Passed));
        Assert.Equal(isRight, result.Deviations.Where(d => d.Quantity.EndsWith(" weights", StringComparison.Ordinal)).All(d => d.Passed));
    }

    /// <summary>The layers of a network may name their arrays in other ways.</summary>
    [Fact]
    public void LayersMayBeSpelledOtherwise()
    {
        JsonNode file = Read("net_03_quantised_recurrent_d2d");
        ConformanceResult expected = Check(file);
        Assert.True(expected.Passed, expected.Problem);
        Assert.All(["dgain", "dbias", "dR", "dalpha"], key => Assert.Contains(expected.Deviations, d => d.Quantity == key && d.Tolerance is not null));
        JsonArray layers = file["layers"]!.AsArray();
        layers[0] = new JsonObject { ["encoder"] = new JsonObject { ["gain"] = "gain", ["bias"] = "bias" }, ["copies"] = 3 };
        layers[1]!["linear"] = new JsonArray("W1");
        layers[1]!["uniforms"] = file["uniforms"]!["W1"]!.DeepClone();
        layers[3]!["linear"] = new JsonObject { ["weights"] = "W2" };
        layers[4]!["felif"] = file["felif_parameters"]!.DeepClone();
        JsonObject lif = layers[2]!.AsObject(), constants = file["lif"]!.AsObject();
        lif["lif"] = new JsonArray("decay_v", "decay_i");
        (file["decay_v"], file["decay_i"]) = (constants["alpha"]!.DeepClone(), constants["beta"]!.DeepClone());
        foreach (string key in new[] { "threshold", "surrogate", "surrogate_beta" })
            lif[key] = constants[key]!.DeepClone();
        ConformanceResult result = Check(file);
        Assert.True(result.Passed, result.Problem);
        Assert.Equal(expected.Deviations.Select(d => (d.Quantity, d.Value)), result.Deviations.Select(d => (d.Quantity, d.Value)));
        layers[0]!["copies"] = 4;
        Assert.Contains("copies", Check(file).Problem);
    }

    private static JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(GoldenFile.Folder, name + ".json")))!;

    private ConformanceResult Check(JsonNode file)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "changed.json");
        File.WriteAllText(path, file.ToJsonString());
        return ConformanceSuite.Run(path, Device, Precision.Double);
    }

    private static void Scale(JsonNode node, double factor)
    {
        JsonArray array = node.AsArray();
        for (int i = 0; i < array.Count; ++i)
        {
            if (array[i] is JsonArray inner)
                Scale(inner, factor);
            else
                array[i] = array[i]!.GetValue<double>() * factor;
        }
    }

    private static JsonNode Find(JsonNode file, string key) => file[key]!;

    /// <summary>Adds to the last number, however deep the lists.</summary>
    private static void Perturb(JsonNode node, double change)
    {
        JsonArray array = node.AsArray();
        if (array[^1] is JsonArray inner)
            Perturb(inner, change);
        else
            array[^1] = array[^1]!.GetValue<double>() + change;
    }
}
