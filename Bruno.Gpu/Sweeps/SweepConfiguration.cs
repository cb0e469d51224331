using Bruno.Gpu.Configuration;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Sweeps;

/// <summary>
/// A sweep, as its file says it: settings that all trials share, and what they differ in. Every variant is trained with every combination
/// of the values of the axes, at every point of the search, from every seed.
/// </summary>
internal sealed record SweepConfiguration : IValidated
{
    /// <summary>The preset that all trials begin with.</summary>
    public string? Preset { get; init; }

    /// <summary>A TOML file of settings over those of the preset.</summary>
    public string? Config { get; init; }

    /// <summary>The seeds: numbers and stretches of numbers, such as "0..9" or "0,3,5".</summary>
    public string Seeds { get; init; } = "0";

    /// <summary>Settings of all trials, over preset and file.</summary>
    public UnboundSettings Settings { get; init; } = UnboundSettings.None;

    /// <summary>Settings of which several values are tried, each with a list of them.</summary>
    public UnboundSettings Axes { get; init; } = UnboundSettings.None;

    /// <summary>Sets of settings, by name.</summary>
    public IReadOnlyDictionary<string, UnboundSettings> Variants { get; init; } = new Dictionary<string, UnboundSettings>();

    /// <summary>Settings that are drawn, each from a range such as "0.001..0.1:log"; see <see cref="ValueRange"/>.</summary>
    public UnboundSettings Ranges { get; init; } = UnboundSettings.None;

    /// <summary>How many points are drawn from the ranges.</summary>
    [Number(From = 1, To = 100_000)]
    public int? Points { get; init; }

    /// <summary>How points are drawn.</summary>
    public SearchMethod Search { get; init; } = SearchMethod.QuasiRandom;

    /// <summary>What the points follow from.</summary>
    public ulong SearchSeed { get; init; }

    /// <summary>Epochs after which only the best trials go on (asynchronous successive halving); none where all are trained to the end.</summary>
    [Number(From = 1, To = int.MaxValue)]
    public IReadOnlyList<int> Rungs { get; init; } = [];

    /// <summary>One of how many trials goes on from a rung.</summary>
    [Number(From = 2, To = 1000)]
    public int Reduction { get; init; } = 3;

    /// <summary>Libraries with device models of their own.</summary>
    public IReadOnlyList<string> DeviceLibraries { get; init; } = [];

    /// <summary>The sources of the settings that all trials share, weakest first.</summary>
    /// <exception cref="Errors.BrunoException">There is no such preset.</exception>
    internal RunSettings Shared()
    {
        ConfigurationSource[] sources = [.. Config is null ? Array.Empty<ConfigurationSource>() : [ConfigurationSource.FromFile(Config)], .. Settings.Select(setting => setting.Source)];
        return new RunSettings(sources, []).OverPreset(Preset ?? PresetCatalogue.Default);
    }

    /// <summary>The same with a setting of all trials, or with several values of it as an axis; either takes the place of the other.</summary>
    /// <param name="values">The values, at least one, of one key.</param>
    public SweepConfiguration With(IReadOnlyList<UnboundSetting> values) => values.Count == 1
        ? this with { Settings = Settings.With(values[0]), Axes = Axes.Without(values[0].Key) }
        : WithAxis(values);

    /// <summary>The same with the values of an axis, be it a single one.</summary>
    /// <inheritdoc cref="With"/>
    public SweepConfiguration WithAxis(IReadOnlyList<UnboundSetting> values) => this with
    {
        Axes = Axes.With(values[0] with { Text = $"[{string.Join(", ", values.Select(value => value.Text))}]" }), Settings = Settings.Without(values[0].Key),
    };

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (SeedList.FaultOf(Seeds) is string seeds)
            yield return new("seeds", seeds);
        foreach (UnboundSetting axis in Axes)
        {
            if (axis.Elements is not { Count: > 0 } values)
                yield return new($"axes.{axis.Key}", $"must be a list of the values to try, not {axis.Text}; one value of all trials belongs under settings");
            else if (values.CountBy(value => value.Text).FirstOrDefault(value => value.Value > 1).Key is string repeated)
                yield return new($"axes.{axis.Key}", $"{repeated} is given more than once");
        }

        foreach (UnboundSetting range in Ranges)
        {
            if (ValueRange.FaultOf(range.Display) is string fault)
                yield return new($"ranges.{range.Key}", fault);
        }

        if (Ranges.Count > 0 && Points is null)
            yield return new("points", "must be given: how many points are drawn from the ranges");
        if (Ranges.Count == 0 && Points is not null)
            yield return new("points", "needs ranges to draw points from");
        if (!Rungs.SequenceEqual(Rungs.Distinct().Order()))
            yield return new("rungs", "must grow from one to the next");

        (string Table, IEnumerable<UnboundSetting> Keys)[] tables =
            [("settings", Settings), ("axes", Axes), ("ranges", Ranges), .. Variants.Select(variant => ($"variants.{variant.Key}", (IEnumerable<UnboundSetting>)variant.Value))];
        foreach ((string table, IEnumerable<UnboundSetting> keys) in tables.Where(entry => entry.Keys.Any(setting => setting.Key == "seed")))
            yield return new($"{table}.seed", "is what 'seeds' are for");
        foreach (UnboundSetting axis in Axes.Where(axis => Ranges.Find(axis.Key) is not null))
            yield return new($"ranges.{axis.Key}", "is an axis already");
        foreach ((string name, UnboundSettings variant) in Variants)
        {
            if (string.IsNullOrWhiteSpace(name))
                yield return new("variants", "need names");
            foreach (UnboundSetting setting in variant.Where(setting => (Axes.Find(setting.Key) ?? Ranges.Find(setting.Key)) is not null))
                yield return new($"variants.{name}.{setting.Key}", "is an axis or a range, whose values would go over it");
        }
    }
}
