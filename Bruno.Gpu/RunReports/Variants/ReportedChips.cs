using Bruno.Gpu.Chips;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.RunReports.Variants;

/// <summary>An evaluation of a run on virtual chips, whose files lie in the folder of the run.</summary>
/// <param name="Folder">The folder, as seen from that of the run; empty for the run's own.</param>
/// <param name="Report">Its summary.</param>
/// <param name="Rows">A row for each chip and time.</param>
/// <param name="Configuration">The configuration of the chips; none where it is not there.</param>
internal sealed record ReportedChips(string Folder, ChipReport Report, IReadOnlyList<ChipMetrics> Rows, RunConfiguration? Configuration)
{
    /// <summary>What makes its chips differ, on a line.</summary>
    public string Conditions => string.Join("; ", Report.Conditions);

    /// <summary>All evaluations in a folder of a run and the folders in it.</summary>
    /// <param name="run">The folder.</param>
    /// <param name="faults">Receives what could not be read.</param>
    public static IReadOnlyList<ReportedChips> Below(string run, List<string> faults)
    {
        List<ReportedChips> chips = [];
        foreach (string path in Directory.EnumerateDirectories(run).Order(StringComparer.Ordinal).Prepend(run))
        {
            ChipFolder folder = new(path, new());
            if (!File.Exists(folder.Summary))
                continue;
            try
            {
                RunConfiguration? configuration = File.Exists(folder.Configuration)
                    ? new RunSettings([], []).Over(ConfigurationSource.FromFile(folder.Configuration)).Bind()
                    : null;
                chips.Add(new(
                    path == run ? "" : Path.GetFileName(path), JsonFile.Read<ChipReport>(folder.Summary), CsvTable.Read<ChipMetrics>(folder.Rows), configuration));
            }
            catch (BrunoException exception)
            {
                faults.Add($"its evaluation on chips cannot be read: {exception.Message.ReplaceLineEndings(" ")}");
            }
        }

        return chips;
    }
}
