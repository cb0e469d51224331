using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Sweeps;

/// <summary>A sweep whose trials were all checked. Nothing is written yet.</summary>
/// <param name="Sweep">What was asked for.</param>
/// <param name="Trials">Its trials.</param>
internal sealed record SweepPlan(SweepConfiguration Sweep, IReadOnlyList<PlannedTrial> Trials)
{
    private const int MostFaults = 40;

    /// <summary>Makes and checks all trials of a sweep, and that their data are there.</summary>
    /// <exception cref="BrunoException">There are faults; the message lists all of them with the trials that have them.</exception>
    public static SweepPlan Of(SweepConfiguration sweep)
    {
        RunSettings shared = sweep.Shared();
        IReadOnlyList<Trial> trials = TrialGrid.Of(sweep);
        List<PlannedTrial> planned = [];
        Dictionary<string, List<string>> faults = [];
        ExitCode code = ExitCode.Usage;
        HashSet<string> data = [];
        foreach (Trial trial in trials)
        {
            try
            {
                RunConfiguration configuration = SettingsOf(shared, trial).Bind();
                RunConfiguration accepted = configuration.Accept();
                // The same data need not be looked at for every trial.
                if (data.Add(ConfigurationWriter.Write(accepted.Data)))
                    accepted.OutlineData();
                planned.Add(new(trial, configuration));
            }
            catch (ConfigurationException exception)
            {
                foreach (ConfigurationFault fault in exception.Faults)
                    Add(fault.ToString(), trial);
            }
            catch (BrunoException exception)
            {
                code = exception.ExitCode;
                Add(exception.Message, trial);
            }
        }

        return faults.Count == 0 ? new(sweep, planned) : throw new BrunoException(code, Describe(faults));

        void Add(string fault, Trial trial)
        {
            if (!faults.TryGetValue(fault, out List<string>? names))
                faults.Add(fault, names = []);
            names.Add(trial.Name);
        }
    }

    private static RunSettings SettingsOf(RunSettings shared, Trial trial) => trial.Settings
        .Aggregate(shared, (settings, setting) => settings.With(setting.Source))
        .With(ConfigurationSource.FromOption("seeds", "seed", trial.Seed));

    private static string Describe(Dictionary<string, List<string>> faults)
    {
        string head = faults.Count == 1 ? "The sweep has a fault:" : $"The sweep has {faults.Count} faults:";
        IEnumerable<string> lines = faults.Take(MostFaults).Select(fault => $"  {fault.Key} (trial {fault.Value[0]}{(fault.Value.Count > 1 ? $" and {fault.Value.Count - 1} more" : "")})");
        return string.Join('\n', [head, .. lines, .. faults.Count > MostFaults ? [$"  and {faults.Count - MostFaults} more"] : Array.Empty<string>()]);
    }
}
