using System.CommandLine;

namespace Bruno.Cli.Tests;

/// <summary>What the program says of a command line that is wrong: one line for each fault, the nearest name, and where the help is.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("There is no option '--epoch' of 'bruno train'; did you mean '--epochs'?", "bruno train", "train", "--epoch", "3")]
    [InlineData("There is no option '--forc' of 'bruno simulate'; did you mean '--force'?", "bruno simulate", "simulate", "--output", "--forc")]
    [InlineData("There is no option '--sede' of 'bruno train'; did you mean '--seed'?", "bruno train", "train", "quickstart", "--sede=4")]
    [InlineData("There is no command 'bruno trian'; did you mean 'train'?", "bruno", "trian")]
    [InlineData("There is no command 'bruno benchmark memroy'; did you mean 'memory'?", "bruno benchmark", "benchmark", "memroy")]
    [InlineData("'bruno benchmark' needs one of its commands: memory, time, integrators.", "bruno benchmark", "benchmark")]
    [InlineData("--epochs 'x' is not a whole number.", "bruno train", "train", "--epochs", "x")]
    [InlineData("--epochs '99999999999' is not a whole number up to 2147483647.", "bruno train", "train", "--epochs", "99999999999")]
    [InlineData("--seed '-1' is not a whole number from 0 to 18446744073709551615.", "bruno train", "train", "--seed", "-1")]
    [InlineData("--integrator 'eular' is not one of euler, exponential, adaptive, rosenbrock; did you mean 'euler'?", "bruno train", "train", "--integrator", "eular")]
    [InlineData("--integrator '1' is not one of euler, exponential, adaptive, rosenbrock.", "bruno train", "train", "--integrator", "1")]
    [InlineData("--checkpoint 'bst' is not one of best, last; did you mean 'best'?", "bruno evaluate", "evaluate", "RUN", "--checkpoint", "bst")]
    [InlineData("--amplitude '2nV' is not a quantity in A (expected one like 2e-9, 2nA).", "bruno simulate", "simulate", "--amplitude", "2nV")]
    [InlineData("--duration '5m s' is not a quantity in s (expected one like 5e-3, 5ms).", "bruno simulate", "simulate", "--duration", "5m s")]
    [InlineData("--d2d must be 0 to 1, not 105%.", "bruno train", "train", "--d2d", "105%")]
    [InlineData("'b' is one word too many for 'bruno evaluate'.", "bruno evaluate", "evaluate", "a", "b")]
    [InlineData("There is no option '--epochs' of 'bruno evaluate'.", "bruno evaluate", "evaluate", "RUN", "--epochs", "3")]
    [InlineData("There is no option '--gradient' of 'bruno evaluate'.", "bruno evaluate", "evaluate", "RUN", "--gradient", "coarse")]
    [InlineData("There is no option '--gradient' of 'bruno describe'.", "bruno describe", "describe", "--gradient", "exact")]
    public void Faults_AreNamedInOneLine(string message, string command, params string[] arguments)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(arguments);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal($"{message}\nSee '{command} --help'.\n", outcome.Errors);
        Assert.Equal("", outcome.Output);
    }

    [Fact]
    public void TwoPresets_AreRefused()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "--preset", "quickstart", "tactile-lif", "--output", folder["run"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("'tactile-lif' and --preset 'quickstart'", outcome.Errors);
        Assert.False(Directory.Exists(folder["run"]));
    }

    /// <summary>Every option and argument of every command, so that a new one cannot be forgotten.</summary>
    [Fact]
    public void NoOptionTakesAnEmptyValue()
    {
        int checkedOptions = 0;
        foreach ((string[] path, Command command) in Commands([], BrunoProgram.CreateCommand()))
        {
            foreach (Option option in command.Options.Where(option => option.ValueType != typeof(bool) && option.Arity.MaximumNumberOfValues > 0))
            {
                IReadOnlyList<string> faults = CommandLine.CommandLineFaults.Of(BrunoProgram.CreateCommand().Parse([.. path, option.Name, ""]));
                Assert.Contains(faults, fault => fault == $"{option.Name} must not be empty.");
                ++checkedOptions;
            }
        }

        Assert.True(checkedOptions > 100);
    }

    [Theory]
    [InlineData("train", "--config", "")]
    [InlineData("train", "--resume", "")]
    [InlineData("evaluate", "")]
    [InlineData("export", "conductances", "RUN", "--output", "")]
    [InlineData("train", "--set", "data.folder=")]
    [InlineData("train", "--set", "synapses.conductance.levels_file=")]
    public void EmptyPaths_AreUsage(params string[] arguments)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(arguments);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("must not be empty", outcome.Errors);
    }

    /// <summary>The option's values are those of the enumeration or the list; an unknown one never ends in a type's name.</summary>
    [Fact]
    public void NoMessageNamesAType()
    {
        foreach ((string[] path, Command command) in Commands([], BrunoProgram.CreateCommand()))
        {
            foreach (Option option in command.Options.Where(option => option.ValueType != typeof(bool) && option.Arity.MaximumNumberOfValues > 0))
            {
                string faults = string.Join('\n', CommandLine.CommandLineFaults.Of(BrunoProgram.CreateCommand().Parse([.. path, option.Name, "~"])));
                Assert.DoesNotContain("System.", faults, StringComparison.Ordinal);
                Assert.DoesNotContain("Bruno.", faults, StringComparison.Ordinal);
                Assert.DoesNotContain("`", faults, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Without a name for the help, a choice shows as the code spells it.</summary>
    [Fact]
    public void ChoicesAreShownAsTheyAreTyped()
    {
        foreach ((_, Command command) in Commands([], BrunoProgram.CreateCommand()))
        {
            Assert.All(
                command.Options.Where(option => (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType) is { IsEnum: true }),
                option => Assert.False(string.IsNullOrEmpty(option.HelpName), option.Name));
        }
    }

    [Fact]
    public void DeeplyNestedToml_IsAFaultWithItsPlace()
    {
        string config = folder.Write("deep.toml", $"seed = 1\na = {new string('[', 2000)}");
        BrunoProcess.Outcome outcome = BrunoProcess.Run("train", "--config", config, "--output", folder["run"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("deep.toml:2:69: TOML syntax: lists or tables are nested too deeply", outcome.Errors);
        Assert.Equal(2, BrunoProcess.Run("train", "--set", $"data.name={new string('[', 100)}", "--output", folder["run"]).ExitCode);
        Assert.Equal(2, BrunoProcess.Run("check", "card", config).ExitCode);
    }

    [Theory]
    [InlineData("optimizer.learning_rate", "inf", "at most 3.4")]
    [InlineData("optimizer.learning_rate", "1e308", "at most 3.4")]
    [InlineData("optimizer.clip_norm", "1e308", "1E+30")]
    [InlineData("network.layers.0.gain_high", "inf", "1000000")]
    [InlineData("network.layers.0.bias_high", "1e300", "1000000")]
    [InlineData("network.layers.1.initial_scale", "inf", "1000000")]
    [InlineData("network.layers.1.initial_low", "nan", "1000000")]
    [InlineData("network.layers.2.threshold", "inf", "1000000")]
    [InlineData("network.layers.2.surrogate_slope", "inf", "1000000")]
    [InlineData("network.layers.2.initial_recurrent", "nan", "1000000")]
    [InlineData("network.layers.4.tolerance", "1e308", "at most 1")]
    [InlineData("network.layers.4.current_unit", "1e300", "at most 0.001")]
    [InlineData("network.layers.4.parameters.threshold", "1e308", "2500000000000")]
    [InlineData("network.layers.4.parameters.area", "inf", "at most 25")]
    [InlineData("loss.time_constant", "inf", "1000000000")]
    [InlineData("synapses.conductance.g_max", "inf", "1000")]
    [InlineData("synapses.conductance.current_gain", "1e300", "at most 1")]
    [InlineData("synapses.non_idealities.lines.resistance", "1e300", "1000000000")]
    [InlineData("synapses.non_idealities.read_noise.absolute", "inf", "1000")]
    [InlineData("synapses.non_idealities.drift.reference_time", "1e300", "1000000000000")]
    [InlineData("synapses.non_idealities.output_adc.high", "1e300", "1000000000000")]
    [InlineData("synapses.quantisation.clip", "inf", "1000000")]
    public void EveryNumberHasAFiniteRange(string key, string value, string range)
    {
        string[] arguments = ["train", "--set", $"{key}={value}", "--output", folder["run"]];
        BrunoProcess.Outcome outcome = BrunoProcess.Run(arguments);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(key.Split('.')[^1], outcome.Errors);
        Assert.Contains(range, outcome.Errors);
        Assert.False(Directory.Exists(folder["run"]));
    }

    private static IEnumerable<(string[] Path, Command Command)> Commands(string[] path, Command command) =>
        command.Subcommands.SelectMany(sub => Commands([.. path, sub.Name], sub)).Prepend((path, command));
}
