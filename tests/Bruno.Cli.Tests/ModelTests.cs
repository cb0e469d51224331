using System.Text.Json;
using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Expressions;

namespace Bruno.Cli.Tests;

/// <summary>Devices written as text, on the command line.</summary>
public sealed class ModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ANewModelIsRightAndIsNotOverwritten()
    {
        string path = folder["my-neuron.toml"];
        BrunoProcess.Outcome outcome = BrunoProcess.Run("devices", "new", folder["my-neuron"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("name = \"my-neuron\"", File.ReadAllText(path));

        outcome = BrunoProcess.Run("devices", "check", path);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("The model 'my-neuron' is right", outcome.Output);
        Assert.Contains("it fires at V above 1 V", outcome.Output);
        Assert.Contains("0.01 s, 0.05 s", outcome.Output);
        Assert.Contains("Singular points: none met", outcome.Output);

        File.WriteAllText(path, "mine");
        Assert.Equal(2, BrunoProcess.Run("devices", "new", path).ExitCode);
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Equal(0, BrunoProcess.Run("devices", "new", path, "--force").ExitCode);
        Assert.Contains("[variables.V]", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    public void AModelHasAName(string name)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("devices", "new", folder[name]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("cannot be the name of a model", outcome.Errors);
    }

    [Fact]
    public void AFaultyModelHasAllItsFaultsShown()
    {
        string text = ModelTemplate.Text("mine")
            .Replace("leak * V\"", "leak * A\"", StringComparison.Ordinal)
            .Replace("-A / adaptation_time", "-A / adabtation_time", StringComparison.Ordinal);
        folder.Write("mine.toml", text);
        BrunoProcess.Outcome outcome = BrunoProcess.Run("devices", "check", folder["mine.toml"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("The model has 2 faults:", outcome.Errors);
        Assert.Contains($"{folder["mine.toml"]}:38:14: variables.A.rate: there is no 'adabtation_time'; did you mean 'adaptation_time'?", outcome.Errors);
        Assert.Contains("  38 | rate = \"-A / adabtation_time\"\n     |              ^", outcome.Errors);
        Assert.Contains("47:21: quantities.leaked.value: the equation gives", outcome.Errors);
        Assert.Equal(2, BrunoProcess.Run("devices", "check", folder["nowhere.toml"]).ExitCode);
    }

    /// <summary>A root of the magnitude of the potential cannot be trained from V = 0: the check fails, and says where.</summary>
    [Fact]
    public void AModelThatCannotBeTrainedFailsTheCheck()
    {
        folder.Write("mine.toml", ModelTemplate.Text("mine").Replace("leak * V\"", "leak * sqrt(abs(V) * 1V)\"", StringComparison.Ordinal));
        BrunoProcess.Outcome outcome = BrunoProcess.Run("devices", "check", folder["mine.toml"]);
        Assert.Equal(7, outcome.ExitCode);
        Assert.Contains("mine.toml:47:28: a derivative is NaN at the start, where every device comes by: V = 0 V, A = 0 nA, I = 0 nA", outcome.Output);
        Assert.Contains("No gradient method can train this model", outcome.Output);
    }

    [Fact]
    public void AModelOfTheLibraryIsCheckedByName()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("devices", "check", "hodgkin-huxley", "--json");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        JsonElement json = JsonDocument.Parse(outcome.Output).RootElement;
        Assert.True(json.GetProperty("sound").GetBoolean());
        Assert.Equal(["V", "m", "h", "n"], json.GetProperty("variables").EnumerateArray().Select(variable => variable.GetProperty("name").GetString()));
        Assert.Equal(12, json.GetProperty("eigenvalues").GetArrayLength());
        Assert.Empty(json.GetProperty("singularities").EnumerateArray());
    }

    /// <summary>Models of any width need no word about integrators; one that is not for them is refused.</summary>
    [Theory]
    [InlineData("hodgkin-huxley", "0.2nA", "time_s,input_current_a,v_mv,m,h,n")]
    [InlineData("reram", "20uA", "time_s,input_current_a,v_v,gap_nm,t_k")]
    public void AModelOfAnyWidthIsSimulated(string model, string amplitude, string columns)
    {
        string[] common = ["simulate", "--model", model, "--amplitude", amplitude, "--resolution", "outer", "--device", "cpu"];
        BrunoProcess.Outcome outcome = BrunoProcess.Run([.. common, "--output", folder["adaptive"]]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        string[] rows = File.ReadAllLines(folder["adaptive", "trajectory.csv"]);
        Assert.StartsWith(columns, rows[0], StringComparison.OrdinalIgnoreCase);
        Assert.Contains(rows.Skip(1), row => row.EndsWith(",1", StringComparison.Ordinal));

        outcome = BrunoProcess.Run([.. common, "--output", folder["exponential"], "--integrator", "exponential"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("the adaptive one is for all", outcome.Errors);
    }

    /// <summary>The page lists every function as the program has it.</summary>
    [Fact]
    public void ThePageListsEveryFunction()
    {
        string page = File.ReadAllText(Path.Combine(SourceTree.Root(), "docs", "your-own-device.md"));
        Assert.All(FunctionTable.Rules, rule => Assert.Contains($"| `{rule.Name}({(rule.Arguments == 1 ? "x" : "x, y")})` | {rule.Meaning} |", page, StringComparison.Ordinal));
    }

    /// <summary>The model of the page is right, and does what the page says.</summary>
    [Fact]
    public void TheModelOfThePageIsRight()
    {
        string page = File.ReadAllText(Path.Combine(SourceTree.Root(), "docs", "your-own-device.md"));
        int start = page.IndexOf("```toml\n", StringComparison.Ordinal) + 8;
        Model model = Model.Parse("page.toml", page[start..page.IndexOf("```", start, StringComparison.Ordinal)]);
        Assert.Empty(model.Warnings);
        Assert.Equal(["V", "T"], model.Variables.Select(variable => variable.Name));
    }
}
