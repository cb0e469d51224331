using System.Globalization;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Statistics;

namespace Bruno.Gpu.Sweeps;

/// <summary>The results of a sweep: a row for every combination of what trials differ in besides their seeds.</summary>
/// <param name="Rows">The rows, in the order of the trials.</param>
internal sealed record SweepTable(IReadOnlyList<SweepTableRow> Rows)
{
    private const string Missing = "-";

    private static readonly string[] Splits = ["validation", "test"];

    /// <summary>The table of trials.</summary>
    public static SweepTable Of(IReadOnlyList<TrialStatus> trials) =>
        new([.. trials.GroupBy(trial => trial.Trial.Group).Select(group => new SweepTableRow(group.First().Trial.Labels, [.. group]))]);

    /// <summary>What trials differ in.</summary>
    public IReadOnlyList<string> Keys => [.. Rows.SelectMany(row => row.Labels).Select(label => label.Key).Distinct()];

    /// <summary>The figures that there are.</summary>
    public IReadOnlyList<SweepMetric> Metrics => [.. Enum.GetValues<SweepMetric>().Where(metric => Rows.Any(row => row.Of("validation", metric) is not null))];

    /// <summary>The figure that answers what the network was trained for: accuracy, the error of predicted numbers, or else the loss.</summary>
    public SweepMetric MainMetric => Metrics.Contains(SweepMetric.Accuracy) ? SweepMetric.Accuracy : Metrics.Contains(SweepMetric.RmsError) ? SweepMetric.RmsError : SweepMetric.Loss;

    /// <summary>The rows with results, the lowest mean validation loss first: the test split decides nothing.</summary>
    public IReadOnlyList<SweepTableRow> Ranked =>
        [.. Rows.Where(row => row.Finished.Any()).OrderBy(row => row.Of("validation", SweepMetric.Loss)!.Mean)];

    /// <summary>All figures for people: mean and standard deviation over seeds.</summary>
    public ResultTable Readable()
    {
        SweepMetric[] metrics = [.. Metrics.Where(metric => metric != SweepMetric.EnergyJoules)];
        return new(
            [.. Names(Keys), "n", .. from split in Splits from metric in metrics select $"{split} {NameOf(metric)}"],
            [.. Rows.Select(row => (IReadOnlyList<string>)[.. Cells(row), Count(row), .. from split in Splits from metric in metrics select Text(row.Of(split, metric), metric)])],
            Keys.Count);
    }

    /// <summary>All figures with all their digits, each with its standard deviation in a column of its own.</summary>
    public ResultTable Exact()
    {
        string[] splits = ["train", .. Splits];
        return new(
            [.. Keys, "trials", "finished", "failed", .. from split in splits from metric in Metrics from part in (string[])["mean", "sd"] select $"{split}_{Snake(metric)}_{part}"],
            [
                .. Rows.Select(row => (IReadOnlyList<string>)
                [
                    .. Cells(row), Number(row.Trials.Count), Number(row.Finished.Count()), Number(row.Trials.Count(trial => trial.State == TrialState.Failed)),
                    .. from split in splits from metric in Metrics let found = row.Of(split, metric) from value in (double?[])[found?.Mean, found?.Deviation] select value is double number ? Number(number) : "",
                ]),
            ],
            Keys.Count);
    }

    /// <summary>One figure, the values of a key as columns.</summary>
    /// <param name="rows">The keys whose values are rows; empty for all that are not columns. A key may be its last part.</param>
    /// <param name="column">The key whose values are columns.</param>
    /// <param name="split">train, validation or test.</param>
    /// <param name="metric">The figure.</param>
    /// <param name="exact">Whether all digits are given, mean and deviation in columns of their own.</param>
    /// <exception cref="BrunoException">There is no such key, or other keys vary besides.</exception>
    public ResultTable Pivot(IReadOnlyList<string> rows, string column, string split, SweepMetric metric, bool exact)
    {
        string across = KeyOf(column);
        string[] down = [.. (rows.Count > 0 ? rows.Select(KeyOf) : Keys.Where(key => key != across))];
        string[] others = [.. Keys.Where(key => key != across && !down.Contains(key))];
        if (others.Length > 0)
            throw new BrunoException(ExitCode.Usage, $"Trials differ in {string.Join(", ", others)} besides, whose values must not be mixed: add {(others.Length == 1 ? "it" : "them")} to --rows.");
        if (down.Contains(across))
            throw new BrunoException(ExitCode.Usage, $"{across} is given for rows and columns.");

        string[] values = [.. Rows.Select(row => Value(row, across)).Distinct()];
        string shortKey = Names(Keys)[Keys.ToList().IndexOf(across)];
        string[] heads = [.. values.Select(value => across == TrialLabel.Variant ? value : $"{shortKey} = {value}")];
        return new(
            [.. exact ? down : down.Select(key => Names(Keys)[Keys.ToList().IndexOf(key)]), .. exact ? heads.SelectMany(head => (string[])[$"{head} mean", $"{head} sd", $"{head} n"]) : heads],
            [
                .. Rows.GroupBy(row => string.Join('\n', down.Select(key => Value(row, key)))).Select(group => (IReadOnlyList<string>)
                [
                    .. down.Select(key => Value(group.First(), key)),
                    .. values.SelectMany(value => Figures(group.FirstOrDefault(row => Value(row, across) == value)?.Of(split, metric))),
                ]),
            ],
            down.Length);

        string[] Figures(SampleStatistics? found) => exact
            ? [found is null ? "" : Number(found.Mean), found?.Deviation is double deviation ? Number(deviation) : "", Number(found?.Count ?? 0)]
            : [Text(found, metric)];
    }

    /// <summary>The name of a figure for people.</summary>
    public static string NameOf(SweepMetric metric) => metric switch
    {
        SweepMetric.RmsError => "rms error",
        SweepMetric.EnergyJoules => "energy (J)",
        SweepMetric.Accuracy => "accuracy (%)",
        _ => "loss",
    };

    /// <summary>Mean and standard deviation for people.</summary>
    public static string Text(SampleStatistics? found, SweepMetric metric)
    {
        if (found is null)
            return Missing;
        (double factor, string format) = metric switch
        {
            SweepMetric.Accuracy => (100, "F1"),
            SweepMetric.EnergyJoules => (1, "0.###e+0"),
            _ => (1.0, "F4"),
        };
        string mean = (factor * found.Mean).ToString(format, CultureInfo.InvariantCulture);
        return found.Deviation is double deviation ? $"{mean} ± {(factor * deviation).ToString(format, CultureInfo.InvariantCulture)}" : mean;
    }

    private static string[] Names(IReadOnlyList<string> keys)
    {
        IReadOnlyDictionary<string, string> shortened = TrialNames.ShortKeys([.. keys]);
        return [.. keys.Select(key => shortened[key])];
    }

    private static string Snake(SweepMetric metric) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(metric.ToString());

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Count(SweepTableRow row)
    {
        int finished = row.Finished.Count();
        return finished == row.Trials.Count ? $"{finished}" : $"{finished} of {row.Trials.Count}";
    }

    private static string Value(SweepTableRow row, string key) => row.Labels.First(label => label.Key == key).Value;

    private static IEnumerable<string> Cells(SweepTableRow row) => row.Labels.Select(label => label.Value);

    private string KeyOf(string name)
    {
        string[] found = [.. Keys.Where(key => key == name)];
        if (found.Length == 0)
            found = [.. Keys.Where(key => $".{key}".EndsWith($".{name}", StringComparison.Ordinal))];
        return found.Length == 1 ? found[0] : throw new BrunoException(
            ExitCode.Usage, $"Trials of this sweep do not differ in '{name}' (they do in {(Keys.Count > 0 ? string.Join(", ", Keys) : "nothing but their seeds")}){NearestName.Hint(name, [.. Keys])}");
    }
}
