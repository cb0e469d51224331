using System.Text.Json;

namespace Bruno.Cli.Tests;

/// <summary>The user's own table with classes named by words, from training to other data, by the command line alone.</summary>
public sealed class OwnDataTests(OwnDataRun run) : IClassFixture<OwnDataRun>
{
    [Fact]
    public void OtherDataOfTheSameKind()
    {
        string path = run.Folder.Write("other.csv", OwnDataRun.Table(seed: 2, samples: 30));
        using JsonDocument json = Json("evaluate", run.Path, "--data", path, "--json", "--no-progress");
        JsonElement result = json.RootElement;
        Assert.Equal(30, result.GetProperty("samples").GetInt32());
        int correct = result.GetProperty("correct").GetInt32();
        Assert.Equal(correct / 30.0, result.GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.True(double.IsFinite(result.GetProperty("loss").GetDouble()));
        // The parts that a table gives can be taken alone, and a part of all classes is judged alike.
        string parts = run.Folder.Write("parts.csv", OwnDataRun.Table(seed: 2, samples: 30, part: i => i < 10 ? "test" : "train"));
        using JsonDocument ten = Json("evaluate", run.Path, "--data", parts, "--split", "test", "--json", "--no-progress");
        using JsonDocument twenty = Json("evaluate", run.Path, "--data", parts, "--split", "train", "--json", "--no-progress");
        Assert.Equal((10, 20), (ten.RootElement.GetProperty("samples").GetInt32(), twenty.RootElement.GetProperty("samples").GetInt32()));
        Assert.Equal(correct, ten.RootElement.GetProperty("correct").GetInt32() + twenty.RootElement.GetProperty("correct").GetInt32());
    }

    /// <summary>A plan is of the data that are given, not of those of the preset.</summary>
    [Fact]
    public void APlanIsOfTheDataThatAreGiven()
    {
        string path = run.Folder.Write("planned.csv", OwnDataRun.Table(seed: 2, samples: 30));
        using JsonDocument own = Json("train", "--data", path, "--dry-run", "--json", "--no-progress"), preset = Json("train", "--dry-run", "--json", "--no-progress");
        Assert.NotEqual(preset.RootElement.GetProperty("by_purpose").GetProperty("parameters").GetInt64(), own.RootElement.GetProperty("by_purpose").GetProperty("parameters").GetInt64());
    }

    [Fact]
    public void SharesAddUpToOne()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("data", "inspect", run.Folder.Write("shares.csv", OwnDataRun.Table(seed: 2, samples: 30)), "--set", "data.split=[0.6,0.6,0.2]");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("data.split: must add up to 1", outcome.Errors);
    }

    /// <summary>A run is looked at from anywhere: it knows the full path of its data.</summary>
    [Fact]
    public void ARunKnowsTheFullPathOfItsData() =>
        Assert.Matches("path = \"/.*\"", File.ReadAllText(Path.Combine(run.Path, "config.resolved.toml")).Split('\n').First(line => line.StartsWith("path", StringComparison.Ordinal)));

    [Fact]
    public void OneClassAlone_IsJudged()
    {
        string path = run.Folder.Write("walk.csv", string.Join('\n', OwnDataRun.Table(3, 30).Split('\n').Where(row => !row.Contains("rest") && !row.Contains("run"))));
        using JsonDocument json = Json("evaluate", run.Path, "--data", path, "--json", "--no-progress");
        Assert.Equal(10, json.RootElement.GetProperty("samples").GetInt32());
    }

    [Theory]
    [InlineData("sample,label,time,a\n1,rest,0,1\n1,rest,0.01,1\n", "no column 'b'")]
    [InlineData("sample,label,time,a,b\n1,fly,0,1,1\n1,fly,0.01,1,1\n", "the label 'fly' is none of the classes")]
    [InlineData("sample,label,time,a,b\n1,rest,0,1,1\n1,rest,0.05,1,1\n", "a time step is 0.05 s")]
    [InlineData("sample,time,a,b\n1,0,1,1\n1,0.01,1,1\n", "label")]
    [InlineData("sample,label,time,a,b,c\n1,rest,0,1,1,1\n1,rest,0.01,1,1,1\n", "columns more than expected (c; expected are a, b)")]
    public void OtherKindsAreRefused(string text, string part)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("evaluate", run.Path, "--data", run.Folder.Write("wrong.csv", text), "--no-progress");
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains(part, outcome.Errors);
        Assert.DoesNotContain("   at ", outcome.Errors);
    }

    [Fact]
    public void StatisticsAreInTheResolvedConfiguration()
    {
        string text = File.ReadAllText(Path.Combine(run.Path, "config.resolved.toml"));
        Assert.Contains("means = [", text);
        Assert.Contains("classes = [\"rest\", \"run\", \"walk\"]", text);
    }

    private static JsonDocument Json(params string[] arguments)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        return JsonDocument.Parse(outcome.Output);
    }
}
