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
            if (json["full_bptt"] is not JsonNode full || (!isNetwork && full["exact_rate_grad"] is null))
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
