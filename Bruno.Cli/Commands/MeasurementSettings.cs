using System.CommandLine;
using System.Globalization;
using Bruno.Cli.CommandLine;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Fitting;
using Bruno.Gpu.Simulation;

namespace Bruno.Cli.Commands;

/// <summary>The options that say what is what in files of measurements.</summary>
internal static class MeasurementSettings
{
    private const string Held = "held", Lines = "lines";

    private static readonly Option<string?> Time = new("--time") { Description = "The column of times; not given, the one called time or t. Columns go by their header, with its unit or without.", HelpName = "COLUMN" };
    private static readonly Option<string?> Drive = new("--drive") { Description = "What the device was driven by, where headers and units do not tell, and in which column.", HelpName = "current|voltage[=COLUMN]" };
    private static readonly Option<string[]> Measured = new("--measured") { Description = "A measured column, and which variable or observable of the model it is ('current' under a voltage), where it is not called so; may be given again. Not given: the potential under a current, the current under a voltage.", HelpName = "COLUMN[=QUANTITY]" };
    private static readonly Option<string[]> Sigma = new("--sigma") { Description = "The standard deviation of the noise of a measured column: 2mV, or another column. Not given, it is judged by the residuals. May be given again.", HelpName = "COLUMN=SIGMA" };
    private static readonly Option<string[]> Weight = new("--weight") { Description = "The weight of the squared residuals of a measured column, in all files or in one; may be given again.", HelpName = "[FILE:]COLUMN=W" };
    private static readonly Option<string?> Between = new("--between") { Description = "Currents between rows: straight lines (lines), or that of the later row (held; so for tables of 'bruno simulate').", HelpName = $"{Lines}|{Held}" };
    private static readonly Option<double> OuterStep = Quantity.Length.Option("--outer-step", "The length of an outer step, s: after one in which it fired, a device driven by a current is reset for the next.", SimulationOptions.DefaultOuterStepSeconds);

    static MeasurementSettings() => Between.AcceptOnlyFromAmong(Lines, Held);

    /// <summary>The options.</summary>
    public static IReadOnlyList<Option> All { get; } = [Time, Drive, Measured, Sigma, Weight, Between, OuterStep];

    /// <summary>What the options say.</summary>
    /// <exception cref="BrunoException">One is not what it takes (<see cref="ExitCode.Usage"/>).</exception>
    public static MeasurementOptions Of(ParseResult result)
    {
        string[] drive = result.GetValue(Drive)?.Split('=', 2, StringSplitOptions.TrimEntries) ?? [];
        DriveKind? kind = drive.Length == 0 ? null : drive[0] switch
        {
            "current" => DriveKind.Current,
            "voltage" => DriveKind.Voltage,
            _ => throw new BrunoException(ExitCode.Usage, $"{Drive.Name} {result.GetValue(Drive)}: it is current or voltage, or either with its column, voltage=COLUMN."),
        };
        return new()
        {
            Time = result.GetValue(Time),
            Drive = kind,
            DriveColumn = drive.Length > 1 ? drive[1] : null,
            Measured = [.. (result.GetValue(Measured) ?? []).Select(text => text.Split('=', 2, StringSplitOptions.TrimEntries)).Select(parts => (parts[0], parts.Length > 1 ? parts[1] : null))],
            Sigmas = Pairs(Sigma, result.GetValue(Sigma) ?? []).GroupBy(pair => pair.Name).ToDictionary(group => group.Key, group => group.Last().Value),
            Weights = [.. Pairs(Weight, result.GetValue(Weight) ?? []).Select(WeightOf)],
            IsHeld = result.GetValue(Between) is string shape ? shape == Held : null,
            OuterStepSeconds = result.GetValue(OuterStep),
        };
    }

    private static (string? File, string Column, double Weight) WeightOf((string Name, string Value) pair)
    {
        if (!NumberText.TryRead(pair.Value, out double weight) || !(weight > 0))
            throw new BrunoException(ExitCode.Usage, $"{Weight.Name} {pair.Name}={pair.Value}: a weight is a positive number.");
        int colon = pair.Name.LastIndexOf(':');
        return colon < 0 ? (null, pair.Name, weight) : (pair.Name[..colon], pair.Name[(colon + 1)..], weight);
    }

    private static IEnumerable<(string Name, string Value)> Pairs(Option option, string[] texts) => texts.Select(text =>
        text.LastIndexOf('=') is int at and > 0 && at < text.Length - 1
            ? (text[..at].Trim(), text[(at + 1)..].Trim())
            : throw new BrunoException(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"{option.Name} {text}: not {option.HelpName}.")));
}
