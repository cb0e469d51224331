using System.CommandLine;
using System.Globalization;
using Bruno.Gpu.EarlyExit;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Plots;

namespace Bruno.Cli.Commands;

/// <summary>The options of an evaluation with early exit.</summary>
internal sealed class ExitCommandOptions
{
    private readonly Option<string?> place = new("--early-exit")
    {
        Description = "Stops each sample once the network is confident of a class, at several confidences; writes a row each, a summary and a picture, into a folder or beside a file.",
        HelpName = "DIR|FILE.csv",
    };

    private readonly Option<string?> thresholds = new("--thresholds")
    {
        Description = $"With --early-exit: the confidences, such as 0.8,0.9,0.99 (default {string.Join(',', ExitOptions.UsualThresholds.Select(Text))}).",
        HelpName = "LIST",
    };

    private readonly Option<string?> temperature = new("--temperature")
    {
        Description = "With --early-exit: what logits are divided by before their softmax (default 1); auto fits it to the validation set.",
        HelpName = "auto|NUMBER",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [place, thresholds, temperature];
        foreach (Option option in all)
            command.Add(option);
    }

    /// <summary>Where the files go, and how samples are stopped; none where early exit was not asked for.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="pictures">How the picture is written.</param>
    /// <exception cref="BrunoException">An option is out of its range, or makes no sense without --early-exit.</exception>
    public (ExitFiles Files, ExitOptions Options)? Of(ParseResult result, PictureOptions pictures)
    {
        if (result.GetValue(place) is not string path)
        {
            Option[] others = [thresholds, temperature];
            return others.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is Option lonely
                ? throw new BrunoException(ExitCode.Usage, $"{lonely.Name} goes with --early-exit: say where its files are to be.")
                : null;
        }

        return (new ExitFiles(path, pictures), new ExitOptions(
            result.GetValue(thresholds) is string list ? [.. CommaList.Names(thresholds.Name, list).Select(Threshold).Order()] : ExitOptions.UsualThresholds,
            result.GetValue(temperature) is string text ? Temperature(text) : 1));
    }

    private static double Threshold(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double threshold) && threshold > 0 && threshold < 1
            ? threshold
            : throw new BrunoException(ExitCode.Usage, $"--thresholds: '{text}' is not a confidence above 0 and below 1.");

    private static double? Temperature(string text) =>
        text == "auto" ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double temperature) && temperature is >= 1e-3 and <= 1e3 ? temperature
        : throw new BrunoException(ExitCode.Usage, $"--temperature: '{text}' is neither auto nor a number from 0.001 to 1000.");

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
