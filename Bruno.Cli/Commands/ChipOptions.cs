using System.CommandLine;
using System.Globalization;
using Bruno.Gpu.Chips;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Units;

namespace Bruno.Cli.Commands;

/// <summary>The options of an evaluation on virtual chips.</summary>
internal sealed class ChipOptions
{
    private readonly Option<int?> chips = new("--chips")
    {
        Description = "Programs the network into this many virtual chips and evaluates each; writes chips.csv, chips.json and chips.png.",
        HelpName = "N",
    };

    private readonly Option<string?> after = new("--after")
    {
        Description = "With --chips: times after programming at which each chip is evaluated, such as 0,1h,1d,1y (ns, us, ms, s, min, h, d, y; default 0).",
        HelpName = "TIMES",
    };

    private readonly Option<double?> yieldAbove = new("--yield-above")
    {
        Description = "With --chips: the accuracy, 0 to 1, that a chip must reach to count as working (default 90 % of that without faults).",
        HelpName = "ACCURACY",
    };

    private readonly Option<string?> output = new("--output")
    {
        Description = "With --chips: the folder for their files (default the run's).",
        HelpName = "DIR",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [chips, after, yieldAbove, output];
        foreach (Option option in all)
            command.Add(option);
    }

    /// <summary>Where the files go.</summary>
    public string? Output(ParseResult result) => result.GetValue(output);

    /// <summary>How chips are evaluated; none where no chips were asked for.</summary>
    /// <exception cref="BrunoException">An option is out of its range, or makes no sense without --chips.</exception>
    public ChipEvaluationOptions? Of(ParseResult result)
    {
        if (result.GetValue(chips) is not int number)
        {
            Option[] others = [after, yieldAbove, output];
            return others.FirstOrDefault(option => result.GetResult(option) is not null) is Option lonely
                ? throw new BrunoException(ExitCode.Usage, $"{lonely.Name} goes with --chips: say how many chips are to be evaluated.")
                : null;
        }

        double? threshold = result.GetValue(yieldAbove);
        if (threshold is double accuracy && !(accuracy >= 0 && accuracy <= 1))
            throw new BrunoException(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"{yieldAbove.Name} must be 0 to 1, not {accuracy}."));
        return new()
        {
            Chips = CommaList.Positive(chips.Name, number),
            AfterSeconds = result.GetValue(after) is string times ? Times(times) : [0],
            YieldAbove = threshold,
        };
    }

    private double[] Times(string text)
    {
        double[] seconds =
        [
            .. CommaList.Names(after.Name, text).Select(entry => Duration.Seconds(entry)
                ?? throw new BrunoException(ExitCode.Usage, $"{after.Name} {text}: '{entry}' is not a time such as 0, 10s, 1h, 1d or 1y.")),
        ];
        return seconds.Distinct().Count() == seconds.Length
            ? seconds
            : throw new BrunoException(ExitCode.Usage, $"{after.Name} {text}: a time is there more than once.");
    }
}
