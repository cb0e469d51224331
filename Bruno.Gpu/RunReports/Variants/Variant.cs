using Bruno.Gpu.Configuration;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Statistics;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.RunReports.Variants;

/// <summary>Runs whose configurations differ in the seed alone (and in where they ran: <c>device</c> and <c>memory.limit</c>).</summary>
internal sealed record Variant
{
    /// <summary>What tells it from the others, in short.</summary>
    public required string Name { get; init; }

    /// <summary>The settings behind the name with their values, by full key.</summary>
    public required IReadOnlyDictionary<string, string> Parts { get; init; }

    /// <summary>The configuration of its first run.</summary>
    public required RunConfiguration Configuration { get; init; }

    /// <summary>Its runs.</summary>
    public required IReadOnlyList<ReportedRun> Runs { get; init; }

    /// <summary>The runs that take part in means.</summary>
    public IReadOnlyList<ReportedRun> Complete => [.. Runs.Where(run => run.IsComplete)];

    /// <summary>The run with the lowest validation loss; none where none has any.</summary>
    public ReportedRun? BestRun => Runs.Where(run => run.Best("validation") is not null).MinBy(run => run.Best("validation")!.Loss);

    /// <summary>The mean validation loss of its complete runs, which variants are chosen by; infinite where there are none.</summary>
    public double ValidationLoss => Of(run => run.Best("validation")?.Loss)?.Mean ?? double.PositiveInfinity;

    /// <summary>The bits of all its weights; none where weights are not quantised, or layers differ.</summary>
    public int? Bits => Configuration.Design.WeightSynapses().Select(entry => entry.Synapses.Quantisation.Bits).Distinct().ToArray() is [int bits] ? bits : null;

    /// <summary>Whether <see cref="Bits"/> says all there is to say: the bits of all layers are the same, or none.</summary>
    public bool HasUniformBits =>
        Configuration.Design.WeightSynapses().Select(entry => (entry.Synapses.Quantisation.Bits, entry.Synapses.Conductance.Levels.Length)).Distinct().Count() == 1;

    /// <summary>A value of its complete runs; those without one, or one that is not finite, are left out.</summary>
    /// <returns>None where there are none.</returns>
    public SampleStatistics? Of(Func<ReportedRun, double?> value) => SampleStatistics.Of([.. BySeed(value).Values]);

    /// <summary>A value of its complete runs, by seed; of runs with the same seed the first counts.</summary>
    public IReadOnlyDictionary<ulong, double> BySeed(Func<ReportedRun, double?> value)
    {
        Dictionary<ulong, double> values = [];
        foreach (ReportedRun run in Complete)
        {
            if (value(run) is double number && double.IsFinite(number))
                values.TryAdd(run.Configuration!.Seed, number);
        }

        return values;
    }

    /// <summary>The variants of some runs, in the order of their first runs; runs without a configuration are left out.</summary>
    public static IReadOnlyList<Variant> Of(IReadOnlyList<ReportedRun> runs)
    {
        ReportedRun[][] groups = [.. runs.Where(run => run.Configuration is not null).GroupBy(run => Identity(run.Configuration!)).Select(group => group.ToArray())];
        IReadOnlyList<IReadOnlyDictionary<string, string>> parts = VariantNaming.PartsOf([.. groups.Select(group => Comparable(group[0].Configuration!))]);
        IReadOnlyList<string> names = VariantNaming.NamesOf(parts);
        return [.. groups.Select((group, i) => new Variant { Name = groups.Length == 1 && group.Length == 1 ? group[0].Name : names[i], Parts = parts[i], Configuration = group[0].Configuration!, Runs = group })];
    }

    private static string Identity(RunConfiguration configuration) => ConfigurationWriter.Write(Comparable(configuration));

    private static RunConfiguration Comparable(RunConfiguration configuration) => configuration with
    {
        Seed = 0, Device = "auto", Memory = configuration.Memory with { Limit = null },
    };
}
