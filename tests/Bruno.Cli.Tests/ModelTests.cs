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

    /// <summary>What suits the model, what it does in steps of current, and where it runs into its bounds.</summary>
    [Fact]
    public void TheCheckShowsResponsesIntegratorsAndBounds()
    {
        string output = folder["pictures"];
        BrunoProcess.Outcome outcome = BrunoProcess.Run("devices", "check", "mott", "--output", output);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("Integrator euler: suits with --substeps", outcome.Output);
        Assert.Contains("Steps of current, 30 ms", outcome.Output);
        Assert.Contains("Discontinuities: none met", outcome.Output);
        Assert.Contains("bend at most, where they change over at 48:10 (abs)", outcome.Output);
        Assert.True(new FileInfo(Path.Combine(output, "responses.png")).Length > 1000);
        Assert.Equal(2, BrunoProcess.Run("devices", "check", "mott", "--output", output).ExitCode);
        Assert.Equal(0, BrunoProcess.Run("devices", "check", "mott", "--output", output, "--force").ExitCode);

        outcome = BrunoProcess.Run("devices", "check", "felif", "--json");
        JsonElement json = JsonDocument.Parse(outcome.Output).RootElement;
        Assert.All(json.GetProperty("integrators").EnumerateArray(), integrator => Assert.True(integrator.GetProperty("suits").GetBoolean()));
        Assert.Contains(json.GetProperty("jumps").EnumerateArray(), jump => jump.GetProperty("variable").GetString() == "V");
        Assert.Contains(json.GetProperty("responses").EnumerateArray(), response => response.GetProperty("spikes").GetInt32() > 0);
    }

    /// <summary>A rate that is not a number has a place and a state, and is no matter of training, whatever the precision, the tape and the gradient.</summary>
    [Theory]
    [InlineData("simulate", "--amplitude", "1nA")]
    [InlineData("simulate", "--amplitude", "1nA", "--integrator", "euler", "--precision", "double", "--resolution", "outer")]
    [InlineData("train")]
    [InlineData("train", "--precision", "double", "--gradient", "exact", "--segment", "4")]
    [InlineData("train", "--set", "memory.tape=float16")]
    [InlineData("train", "--set", "network.layers.4.recurrent=true")]
    public void ARateThatIsNoNumberIsPlaced(string command, params string[] options)
    {
        string model = folder["bad.toml"];
        folder.Write("bad.toml", ModelTemplate.Text("bad").Replace("rate = \"-A / adaptation_time\"", "rate = \"-A / adaptation_time * (1 + sqrt(0.5 - V / 1V))\"", StringComparison.Ordinal));
        string[] use = command == "simulate" ? ["--model", model] : ["--set", $"network.layers.4.model={model}", "--epochs", "1", "--no-progress"];
        BrunoProcess.Outcome outcome = BrunoProcess.Run([command, .. use, .. options, "--device", "cpu", "--output", folder["out"]]);
        Assert.True(outcome.ExitCode == 9, outcome.Errors);
        Assert.Matches(@"bad\.toml:38:37: the rate of A (is not a number|has no finite derivative) at V = 0\.5\d* V, A = 0 nA, with a current of", outcome.Errors);
        Assert.Contains("  38 | rate = \"-A / adaptation_time * (1 + sqrt(0.5 - V / 1V))\"\n     |                                     ^", outcome.Errors);
        Assert.DoesNotContain("diverged", outcome.Errors);
        if (command == "train")
            Assert.Matches(@"in outer step \d+, from \d+ ms on, of neuron \d of layer 4\.", outcome.Errors);
    }

    /// <summary>A capacitance of nothing: explicit Euler would go from bound to bound, as if nothing were wrong.</summary>
    [Fact]
    public void AnInfiniteRateIsNoStepToABound()
    {
        string model = folder["bad.toml"];
        folder.Write("bad.toml", ModelTemplate.Text("bad").Replace("- A) / capacitance", "- A) / (capacitance - capacitance)", StringComparison.Ordinal));
        BrunoProcess.Outcome check = BrunoProcess.Run("devices", "check", model);
        Assert.Contains("'bad' can be read, but is not sound", check.Output);
        BrunoProcess.Outcome outcome = BrunoProcess.Run("simulate", "--model", model, "--integrator", "euler", "--device", "cpu", "--output", folder["out"]);
        Assert.True(outcome.ExitCode == 9, outcome.Errors);
        Assert.Matches(@"bad\.toml:\d+:\d+: the rate of V is infinite at V = 0 V, A = 0 nA, with a current of \S+ A, at 0 ms", outcome.Errors);
    }

    /// <summary>A potential at its lower bound whose rate is infinite there: an integrator that holds it would go on, as if nothing were wrong.</summary>
    [Theory]
    [InlineData("euler", "20")]
    [InlineData("exponential", "4")]
    [InlineData("adaptive", null)]
    [InlineData("rosenbrock", null)]
    public void AnInfiniteRateAtABoundEndsASimulation(string integrator, string? microSteps)
    {
        string model = folder["bad.toml"];
        folder.Write("bad.toml", ModelTemplate.Text("bad").Replace("- A) / capacitance", "- A) / capacitance / max(0, 1 + V / 2 V)", StringComparison.Ordinal));
        string[] steps = microSteps is null ? [] : ["--micro-steps", microSteps];
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            ["simulate", "--model", model, "--integrator", integrator, .. steps, "--amplitude=-5nA", "--device", "cpu", "--output", folder["out"]]);
        Assert.True(outcome.ExitCode == 9, outcome.Errors);
        Assert.Matches(@"bad\.toml:\d+:\d+: the rate of V is minus infinite at V = -2 V, A = 0 nA, with a current of -5E-09 A, at ", outcome.Errors);
    }

    /// <summary>The same in training: a potential that is held where its rate is infinite is not a number.</summary>
    [Theory]
    [InlineData("--integrator", "euler", "--substeps", "20")]
    [InlineData("--integrator", "exponential", "--substeps", "4")]
    [InlineData("--integrator", "exponential", "--substeps", "4", "--gradient", "exact", "--precision", "double")]
    [InlineData("--integrator", "adaptive")]
    [InlineData("--integrator", "adaptive", "--gradient", "exact", "--precision", "double")]
    [InlineData("--integrator", "rosenbrock")]
    public void AnInfiniteRateAtABoundEndsATraining(params string[] options)
    {
        string model = folder["bad.toml"];
        folder.Write("bad.toml", ModelTemplate.Text("bad").Replace("- A) / capacitance", "- A - 5 nA) / capacitance / max(0, 1 + V / 2 V)", StringComparison.Ordinal));
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            ["train", "--set", $"network.layers.4.model={model}", "--epochs", "1", "--no-progress", "--device", "cpu", "--output", folder["out"], .. options]);
        Assert.True(outcome.ExitCode == 9, outcome.Errors);
        Assert.Matches(@"bad\.toml:\d+:\d+: the rate of V is minus infinite at V = -2 V, A = \S+ nA, with a current of", outcome.Errors);
    }

    /// <summary>The same where a rate becomes infinite only on the way, in training: the watch sees it, whichever way the steps are taken.</summary>
    [Theory]
    [InlineData("--integrator", "euler", "--substeps", "20")]
    [InlineData("--integrator", "euler", "--substeps", "20", "--gradient", "exact", "--precision", "double")]
    [InlineData("--integrator", "exponential", "--substeps", "4")]
    [InlineData("--integrator", "rosenbrock")]
    public void AnInfiniteRateOnTheWayEndsATraining(params string[] options)
    {
        string model = folder["bad.toml"];
        folder.Write("bad.toml", ModelTemplate.Text("bad").Replace(
            "rate = \"-A / adaptation_time\"", "rate = \"-A / adaptation_time + 1 pA / 1 ms / max(0, 0.3 - V / 1 V)\"", StringComparison.Ordinal));
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            ["train", "--set", $"network.layers.4.model={model}", "--epochs", "1", "--no-progress", "--device", "cpu", "--output", folder["out"], .. options]);
        Assert.True(outcome.ExitCode == 9, outcome.Errors);
        Assert.Matches(@"bad\.toml:\d+:\d+: the rate of A is infinite at V = 0\.3\d* V, A = \S+ nA, with a current of", outcome.Errors);
    }

    /// <summary>A potential alone, with two observables, for several neurons: each number is that of its own neuron and step.</summary>
    [Theory]
    [InlineData("outer")]
    [InlineData("micro")]
    public void OneVariableAndTwoObservables(string resolution)
    {
        folder.Write("one.toml", """
            name = "one"
            description = "a capacitor with a leak"
            source = "a test"
            [input]
            unit = "nA"
            [parameters]
            capacitance = { value = 1, unit = "nF", meaning = "of the membrane", source = "a test" }
            leak = { value = 100, unit = "nS", meaning = "of the membrane", source = "a test" }
            [variables.V]
            unit = "V"
            meaning = "membrane potential"
            rate = "(I - leak * V) / capacitance"
            initial = 0
            reset = 0
            low = -5
            high = 5
            [observables]
            twice = { value = "2 * V", unit = "V", meaning = "twice the potential" }
            lost = { value = "leak * V", unit = "nA", meaning = "through the leak" }
            [spike]
            when = "V >= 3V"
            """);
        folder.Write("currents.csv", "a,b,c\n1e-9,2e-9,-3e-9\n2e-9,0,1e-9\n0,0,5e-9\n");
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "simulate", "--model", folder["one.toml"], "--currents", folder["currents.csv"], "--resolution", resolution, "--substeps", "10", "--precision", "double", "--device", "cpu",
            "--output", folder["one"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        string[][] rows = [.. File.ReadAllLines(folder["one", "trajectory.csv"]).Select(line => line.Split(','))];
        double Number(string[] row, string column) => double.Parse(row[Array.IndexOf(rows[0], column)], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(3 * (resolution == "outer" ? 4 : 31), rows.Length - 1);
        foreach (string[] row in rows.Skip(1))
        {
            Assert.Equal(2 * Number(row, "V_V"), Number(row, "twice_V"), 1e-12);
            Assert.Equal(100 * Number(row, "V_V"), Number(row, "lost_nA"), 1e-9);
        }
    }

    /// <summary>A neuron whose reset is above its level fires at every outer step, whichever rows are written.</summary>
    [Theory]
    [InlineData("outer")]
    [InlineData("micro")]
    public void ANeuronThatStaysAboveItsLevelFiresAtEveryStep(string resolution)
    {
        folder.Write("above.toml", ModelTemplate.Text("above").Replace("reset = \"reset_potential\"", "reset = \"keep\"", StringComparison.Ordinal));
        BrunoProcess.Outcome outcome = BrunoProcess.Run(
            "simulate", "--model", folder["above.toml"], "--amplitude", "5nA", "--duration", "40ms", "--resolution", resolution, "--json", "--device", "cpu", "--output", folder["above"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        JsonElement json = JsonDocument.Parse(outcome.Output).RootElement;
        double first = json.GetProperty("first_spike_s").GetDouble();
        Assert.Equal(40 - (int)Math.Ceiling(1e3 * first - 1e-6) + 1, json.GetProperty("spikes").GetInt32());
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
