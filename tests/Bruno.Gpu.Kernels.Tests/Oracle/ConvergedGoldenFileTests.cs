using System.Text.Json;
using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Oracle;

/// <summary>The conformance files of converged solutions are what their generator makes.</summary>
public sealed class ConvergedGoldenFileTests
{
    [Fact]
    public void FilesAreThoseOfTheGenerator()
    {
        foreach ((string name, string text) in ConvergedGoldenFiles.Make(heraclesMicroSteps: 100_000))
        {
            using JsonDocument made = JsonDocument.Parse(text), kept = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenFile.Folder, name)));
            foreach (string key in new[] { "v", "p", "s" })
            {
                double[][] expected = Rows(made.RootElement, key), actual = Rows(kept.RootElement, key);
                Near.Absolute(expected, actual, name.Contains("felif", StringComparison.Ordinal) ? 1e-7 : 5e-4);
            }
        }
    }

    /// <summary>What makes steps end early occurs in the files.</summary>
    [Fact]
    public void TrajectoriesMeetEverything()
    {
        foreach (string name in new[] { "converged_felif.json", "converged_heracles.json" })
        {
            using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenFile.Folder, name)));
            double[][] v = Rows(file.RootElement, "v"), s = Rows(file.RootElement, "s");
            double bound = v.Min(row => row.Min());
            Assert.True(s.Sum(row => row.Sum()) >= 8, $"{name}: spikes");
            Assert.True(v.Count(row => row.Contains(bound)) > 2, $"{name}: a bound");
            Assert.Contains(v, row => row.Any(potential => Math.Abs(potential) < 1e-6));
            Assert.Contains(Enumerable.Range(1, v.Length - 1), t => v[t].Zip(v[t - 1], (now, before) => now * before).Any(product => product < 0));
        }
    }

    /// <summary>Writes the files anew; run it by name after a change of the generator.</summary>
    [Fact(Explicit = true)]
    public void WriteFiles()
    {
        foreach ((string name, string text) in ConvergedGoldenFiles.Make())
            File.WriteAllText(Path.Combine(SourceTree.Root(), "tests", "golden", name), text);
    }

    private static double[][] Rows(JsonElement file, string key) =>
        [.. file.GetProperty("converged").GetProperty(key).EnumerateArray().Select(row => row.EnumerateArray().Select(x => x.GetDouble()).ToArray())];
}
