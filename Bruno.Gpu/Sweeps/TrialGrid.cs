using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Sweeps;

/// <summary>The trials of a sweep: variants by values of axes by points of the search by seeds, in this order, seeds changing first.</summary>
internal static class TrialGrid
{
    private const long Most = 100_000;

    /// <summary>All trials. It follows from the sweep alone, and one that is extended keeps those it had.</summary>
    /// <exception cref="BrunoException">There are too many, or two of one name.</exception>
    public static IReadOnlyList<Trial> Of(SweepConfiguration sweep)
    {
        IReadOnlyList<ulong> seeds = SeedList.Parse(sweep.Seeds);
        List<IReadOnlyList<Choice>> dimensions = [];
        if (sweep.Variants.Count > 0)
            dimensions.Add([.. sweep.Variants.Select(variant => new Choice([new(TrialLabel.Variant, variant.Key)], variant.Value))]);
        dimensions.AddRange(sweep.Axes.Select(axis => (IReadOnlyList<Choice>)[.. axis.Elements!.Select(value => new Choice([LabelOf(value)], [value]))]));
        if (sweep.Ranges.Count > 0)
            dimensions.Add([.. Enumerable.Range(0, sweep.Points!.Value).Select(point => PointOf(sweep, point))]);

        double count = dimensions.Aggregate((double)seeds.Count, (product, choices) => product * choices.Count);
        if (count > Most)
            throw new BrunoException(ExitCode.Usage, FormattableString.Invariant($"The sweep would have {count:0} trials, more than {Most}: give fewer values, points or seeds."));

        IReadOnlyDictionary<string, string> shortKeys = TrialNames.ShortKeys([.. sweep.Axes.Concat(sweep.Ranges).Select(setting => setting.Key)]);
        IEnumerable<Choice> combinations = dimensions.Aggregate(
            (IEnumerable<Choice>)[new Choice([], [])],
            (all, choices) => all.SelectMany(first => choices.Select(second => new Choice([.. first.Labels, .. second.Labels], [.. first.Settings, .. second.Settings]))));
        Trial[] trials =
        [
            .. from choice in combinations
               from seed in seeds
               select new Trial(TrialNames.Of(choice.Labels, shortKeys, seed), choice.Labels, [.. choice.Settings], seed),
        ];
        TrialNames.RequireDistinct(trials);
        return trials;
    }

    private static Choice PointOf(SweepConfiguration sweep, int point)
    {
        double[] shares;
        if (sweep.Search == SearchMethod.Random)
        {
            CounterRandom random = new(sweep.SearchSeed, (uint)RandomStream.SweepPoints, 1, (uint)point);
            shares = [.. sweep.Ranges.Select(_ => random.NextUniform())];
        }
        else
        {
            shares = new AdditiveRecurrence(sweep.Ranges.Count, new CounterRandom(sweep.SearchSeed, (uint)RandomStream.SweepPoints, 0, 0)).At(point);
        }

        UnboundSetting[] values = [.. sweep.Ranges.Zip(shares, (range, share) => range with { Text = ValueRange.Parse(range.Display).TextAt(share) })];
        return new([.. values.Select(LabelOf)], values);
    }

    private static TrialLabel LabelOf(UnboundSetting value) => new(value.Key, value.Display);

    /// <summary>One choice in a dimension, or one in each.</summary>
    private sealed record Choice(IReadOnlyList<TrialLabel> Labels, IEnumerable<UnboundSetting> Settings);
}
