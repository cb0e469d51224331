using System.CommandLine;
using System.CommandLine.Parsing;
using Bruno.Cli.CommandLine;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Training;

namespace Bruno.Cli.Commands;

/// <summary>The options of a learning-rate range test.</summary>
internal sealed class RateTestChoice
{
    private static readonly Quantity Rate = new("", 1e-30, 1e30);
    private static readonly RateTestOptions Usual = new();

    private readonly Option<bool> findRate = new("--find-rate")
    {
        Description = "Trains no run: looks for a learning rate, which grows from batch to batch, and writes find-rate.csv and a picture.",
    };

    private readonly Option<double?> lowest = Rate.Optional("--lowest-rate", "With --find-rate, the learning rate of the first batch (default 1e-5).", "RATE");
    private readonly Option<double?> highest = Rate.Optional("--highest-rate", "With --find-rate, that of the last batch (default 1).", "RATE");

    private readonly Option<int?> steps = new("--rate-steps")
    {
        Description = "With --find-rate, how many batches (default 100).",
        HelpName = "N",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [findRate, lowest, highest, steps];
        foreach (Option option in all)
            command.Add(option);
    }

    /// <summary>The test that is asked for; none where none is.</summary>
    /// <exception cref="BrunoException">What is asked for is no test.</exception>
    public RateTestOptions? Of(ParseResult result)
    {
        Option[] details = [lowest, highest, steps];
        if (!result.GetValue(findRate))
        {
            return details.FirstOrDefault(option => result.GetResult(option) is not null) is { } stray
                ? throw new BrunoException(ExitCode.Usage, $"{stray.Name} is about a search for a learning rate: give --find-rate, or leave it out.")
                : null;
        }

        RateTestOptions options = new(
            result.GetValue(lowest) ?? Usual.Lowest, result.GetValue(highest) ?? Usual.Highest, result.GetValue(steps) ?? Usual.Steps);
        if (!(options.Lowest < options.Highest))
            throw new BrunoException(ExitCode.Usage, FormattableString.Invariant($"The rates of --find-rate go from a small one to a large one: --lowest-rate {options.Lowest} is not below --highest-rate {options.Highest}."));
        return options.Steps >= 3
            ? options
            : throw new BrunoException(ExitCode.Usage, FormattableString.Invariant($"--rate-steps must be at least 3, not {options.Steps}."));
    }
}
