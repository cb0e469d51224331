using System.CommandLine;
using System.Globalization;
using Bruno.Cli.CommandLine;
using Bruno.Gpu.Chips;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Units;

namespace Bruno.Cli.Commands;

/// <summary>The options of an evaluation on virtual chips.</summary>
internal sealed class ChipOptions
{
    private readonly Option<int?> chips = new("--chips")
    {
        Description = "Programs the network into this many virtual chips and evaluates each; writes chips.csv, chips.json and a picture.",
        HelpName = "N",
    };

    private readonly Option<string?> after = new("--after")
    {
        Description = "With --chips: times after programming at which each chip is evaluated, such as 0,1h,1d,1y (ns, us, ms, s, min, h, d, y; default 0).",
        HelpName = "TIMES",
    };

    private readonly Option<double?> yieldAbove = Quantity.Share.Optional(
        "--yield-above", "With --chips: the accuracy, 0.8 or 80%, that a chip must reach to count as working (default 90 % of that without faults).", "ACCURACY");

    private readonly Option<string?> output = new("--output")
    {
        Description = "With --chips: the folder for their files (default the run's).",
        HelpName = "DIR",
    };

    private readonly Option<int?> pieces = new("--pieces")
    {
        Description = "With --chips: cuts the chips into so many pieces and keeps each that is done. The same command again goes on, and in several processes, also on other machines that see the folder, shares them; the last to end puts them together.",
        HelpName = "N",
    };

    private readonly Option<bool> force = new("--force") { Description = "Writes over files that are there, and into a folder of --output that is not empty." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [chips, after, yieldAbove, pieces, output, force];
        foreach (Option option in all)
            command.Add(option);
    }

    /// <summary>Where the files go.</summary>
    public string? Output(ParseResult result) => result.GetValue(output);

    /// <summary>Whether they may go into a folder that holds something.</summary>
    public bool Force(ParseResult result) => result.GetValue(force);

    /// <summary>Into how many pieces the chips are cut.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="usual">What counts where nothing is said; none to do them in one go.</param>
    /// <exception cref="BrunoException">There are less chips than pieces.</exception>
    public int? Pieces(ParseResult result, int? usual)
    {
        if (result.GetValue(pieces) is not int number)
            return usual;
        return CommaList.Positive(pieces.Name, number) <= result.GetValue(chips) ? number
            : throw new BrunoException(ExitCode.Usage, $"{pieces.Name} {number}: there are {result.GetValue(chips)} chips, and a piece has one at least.");
    }

    /// <summary>The option of the pieces as tasks of a cluster are given it.</summary>
    public IEnumerable<string> OfTasks(ParseResult result, int count) =>
        result.GetValue(pieces) is null ? [pieces.Name, count.ToString(CultureInfo.InvariantCulture)] : [];

    /// <summary>How chips are evaluated; none where no chips were asked for.</summary>
    /// <exception cref="BrunoException">An option is out of its range, or makes no sense without --chips.</exception>
    public ChipEvaluationOptions? Of(ParseResult result)
    {
        if (result.GetValue(chips) is not int number)
        {
            Option[] others = [after, yieldAbove, pieces, output];
            return others.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is Option lonely
                ? throw new BrunoException(ExitCode.Usage, $"{lonely.Name} goes with --chips: say how many chips are to be evaluated.")
                : null;
        }

        return new()
        {
            Chips = CommaList.Positive(chips.Name, number),
            AfterSeconds = result.GetValue(after) is string times ? Times(times) : [0],
            YieldAbove = result.GetValue(yieldAbove),
        };
    }

    private double[] Times(string text)
    {
        double[] seconds =
        [
            .. CommaList.Names(after.Name, text).Select(entry => Duration.Seconds(entry)
                ?? throw new BrunoException(ExitCode.Usage, $"{after.Name} {text}: '{entry}' is not a time such as 0, 10s, 1h, 1d or 1y, from 0 to {Duration.Longest:0e+0} s.")),
        ];
        return seconds.Distinct().Count() == seconds.Length
            ? seconds
            : throw new BrunoException(ExitCode.Usage, $"{after.Name} {text}: a time is given more than once.");
    }
}
