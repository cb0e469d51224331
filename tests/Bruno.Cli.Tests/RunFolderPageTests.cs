using System.IO.Compression;
using System.Text.Json;

namespace Bruno.Cli.Tests;

/// <summary>docs/run-folder.md names every file of a run, every column, key and array.</summary>
public sealed class RunFolderPageTests(TrainedRun trained) : IClassFixture<TrainedRun>, IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SourceTree.Root(), "docs", "run-folder.md"));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EveryFileIsNamed()
    {
        string[] files = [.. Directory.EnumerateFiles(trained.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(trained.Path, file).Replace('\\', '/'))];
        Assert.True(files.Length >= 7);
        Assert.All(files, file => Assert.Contains($"`{file}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryColumnAndKeyIsNamed()
    {
        Assert.Equal(0, BrunoProcess.Run("evaluate", trained.Path, "--chips", "2", "--d2d", "0.1", "--device", "cpu", "--output", folder["chips"]).ExitCode);
        AssertNamed("metrics.csv", Columns(Path.Combine(trained.Path, "metrics.csv")));
        AssertNamed("chips.csv", Columns(folder["chips/chips.csv"]));
        AssertNamed("summary.json", Keys(Path.Combine(trained.Path, "summary.json")).Except(["train", "validation", "test"]).Where(key => !IsPurpose(key)));
        AssertNamed("environment.json", Keys(Path.Combine(trained.Path, "environment.json")));
        AssertNamed("chips.json", Keys(folder["chips/chips.json"]));
        using ZipArchive checkpoint = ZipFile.OpenRead(Path.Combine(trained.Path, "checkpoints", "best.ckpt"));
        using Stream header = checkpoint.GetEntry("header.json")!.Open();
        AssertNamed("header.json", Keys(JsonDocument.Parse(header).RootElement).Except(["share", "bad_epochs"]));
        AssertNamed("checkpoint", checkpoint.Entries.Where(entry => entry.Name.EndsWith(".npy", StringComparison.Ordinal)).Select(entry => string.Join(
            '/', entry.FullName[..^".npy".Length].Split('/').Select(part => char.IsAsciiDigit(part[0]) ? "N" : part))));
    }

    private static void AssertNamed(string where, IEnumerable<string> names)
    {
        string[] all = [.. names.Distinct()];
        Assert.True(all.Length > 5, where);
        Assert.Empty(all.Where(name => !Page.Contains($"`{name}`", StringComparison.Ordinal)).Select(name => $"{where}: {name}"));
    }

    private static string[] Columns(string file) => File.ReadLines(file).First().Split(',');

    private static IEnumerable<string> Keys(string file) => Keys(JsonDocument.Parse(File.ReadAllText(file)).RootElement);

    private static IEnumerable<string> Keys(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Keys(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Keys),
        _ => [],
    };

    /// <summary>Purposes of device memory are listed on the page about memory.</summary>
    private static bool IsPurpose(string key) => Enum.GetNames<Gpu.Accelerators.MemoryPurpose>().Contains(key, StringComparer.OrdinalIgnoreCase) && key != "parameters";
}
