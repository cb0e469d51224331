using System.Globalization;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Files;
using Bruno.Gpu.Statistics;

namespace Bruno.Gpu.Sweeps;

/// <summary>Files of a sweep for other programs: a row a trial, and the table over seeds.</summary>
internal static class SweepExport
{
    /// <summary>Writes <c>trials.csv</c>, and <c>table</c> as CSV, Markdown and LaTeX, into a folder.</summary>
    /// <returns>The paths.</returns>
    /// <exception cref="Errors.BrunoException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(IReadOnlyList<TrialStatus> trials, string folder)
    {
        SweepTable table = SweepTable.Of(trials);
        (string Name, string Text)[] files =
        [
            ("trials.csv", OfTrials(trials).ToCsv()),
            ("table.csv", table.Exact().ToCsv()),
            ("table.md", table.Readable().ToMarkdown()),
            ("table.tex", table.Readable().ToLatex()),
        ];
        foreach ((string name, string text) in files)
            AtomicFile.WriteText(Path.Combine(folder, name), text);
        return [.. files.Select(file => Path.Combine(folder, file.Name))];
    }

    /// <summary>A row a trial, figures at the epoch with its lowest validation loss.</summary>
    public static ResultTable OfTrials(IReadOnlyList<TrialStatus> trials)
    {
        SweepTable table = SweepTable.Of(trials);
        string[] splits = ["train", "validation", "test"];
        return new(
            [
                "trial", .. table.Keys, "seed", "state", "epochs", "epochs_done", "best_epoch",
                .. from split in splits from metric in table.Metrics select $"{split}_{RecordModel.EnumName(metric)}",
                "parameters", "seconds", "device_bytes_peak", "message",
            ],
            [
                .. trials.Select(trial => (IReadOnlyList<string>)
                [
                    trial.Trial.Name, .. trial.Trial.Labels.Select(label => label.Value), Text(trial.Trial.Seed), RecordModel.EnumName(trial.State),
                    Text(trial.Epochs), Text(trial.EpochsDone), Text(trial.Summary?.BestEpoch),
                    .. from split in splits from metric in table.Metrics select Text(SweepTableRow.ValueOf(trial, split, metric)),
                    Text(trial.Summary?.Parameters), Text(trial.Summary?.Seconds), Text(trial.Summary?.DeviceBytesPeak), trial.Message ?? "",
                ]),
            ],
            1 + table.Keys.Count);
    }

    private static string Text<T>(T? value) => value is IFormattable number ? number.ToString(value is double ? "R" : null, CultureInfo.InvariantCulture) : "";
}
