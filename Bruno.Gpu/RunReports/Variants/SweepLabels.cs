using Bruno.Gpu.Errors;
using Bruno.Gpu.Sweeps;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.RunReports.Variants;

/// <summary>What sweeps with named variants call their runs: FeLIF, bits=3.</summary>
internal static class SweepLabels
{
    /// <summary>The names, by the folder of the run; of runs of no sweep, or of one that names no variants, there are none.</summary>
    /// <param name="runs">The folders of the runs.</param>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<RunFolder> runs)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach (string sweep in runs.Select(run => Path.GetDirectoryName(Path.GetDirectoryName(run.Path)) ?? "").Distinct().Where(path => path.Length > 0 && SweepFolder.IsAt(path)))
        {
            try
            {
                foreach (TrialFolder trial in Named(SweepFolder.Open(sweep)))
                    names[trial.Run.Path] = NameOf(trial.Trial);
            }
            catch (BrunoException)
            {
                // A sweep whose file is damaged names nothing; its runs are named by their settings.
            }
        }

        return names;
    }

    private static IReadOnlyList<TrialFolder> Named(SweepFolder sweep) =>
        sweep.Trials.Any(trial => trial.Trial.Labels.Any(label => label.Key == TrialLabel.Variant)) ? sweep.Trials : [];

    private static string NameOf(Trial trial)
    {
        IReadOnlyDictionary<string, string> keys = TrialNames.ShortKeys([.. trial.Labels.Select(label => label.Key).Where(key => key != TrialLabel.Variant)]);
        return string.Join(", ", trial.Labels.Select(label => label.Key == TrialLabel.Variant ? label.Value : $"{keys[label.Key]}={label.Value}"));
    }
}
