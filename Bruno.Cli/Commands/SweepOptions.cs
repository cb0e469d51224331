using System.CommandLine;
using System.Globalization;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sweeps;

namespace Bruno.Cli.Commands;

/// <summary>What a sweep is, from a file and the options of the command line, which go over it.</summary>
internal sealed class SweepOptions
{
    private const string FileEnding = ".toml";

    private readonly Argument<string?> what = new("preset")
    {
        Description = $"What all trials begin with, a preset ({PresetCatalogue.Default} if nothing is said), or a file that describes the sweep, FILE.toml.",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "PRESET|FILE.toml",
    };

    private readonly Option<string[]> set = new("--set")
    {
        Description = "A setting of all trials, or with several values separated by commas, one of which each is tried: synapses.quantisation.bits=3,4,8,none. "
            + "A value that is a list stands in brackets. May be given again.",
        HelpName = "KEY=VALUES",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> gradient = new("--gradient")
    {
        Description = $"Gradient methods to try, separated by commas: {GradientNames.List}.",
        HelpName = "METHODS",
    };

    private readonly Option<string?> seeds = new("--seeds")
    {
        Description = "The seeds that each trial is repeated from: 0..9, or 0,3,5 (default 0).",
        HelpName = "LIST",
    };

    private readonly Option<string[]> variants = new("--variant")
    {
        Description = "A set of settings with a name: \"LIF: network.layers.4.kind=lif; optimizer.learning_rate=0.01\". May be given again.",
        HelpName = "NAME: KEY=VALUE; ...",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string[]> ranges = new("--range")
    {
        Description = "A setting that is drawn: optimizer.learning_rate=1e-4..1e-1:log, or without :log where differences count, not ratios. May be given again.",
        HelpName = "KEY=FROM..TO[:log]",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<int?> points = new("--points") { Description = "How many points are drawn from the ranges.", HelpName = "N" };

    private readonly Option<string?> search = new("--search")
    {
        Description = "How points are drawn: quasi-random (default, fills the ranges evenly) or random.",
        HelpName = "METHOD",
    };

    private readonly Option<ulong?> searchSeed = new("--search-seed") { Description = "What the points follow from (default 0).", HelpName = "N" };

    private readonly Option<string?> rungs = new("--rungs")
    {
        Description = "Epochs after which only the best trials, by validation loss, go on (asynchronous successive halving): 1,3,9.",
        HelpName = "LIST",
    };

    private readonly Option<int?> reduction = new("--reduction") { Description = "With --rungs, one of how many goes on (default 3).", HelpName = "N" };

    private readonly RunOptions run = new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        search.AcceptOnlyFromAmong("quasi-random", "random");
        command.Add(what);
        Option[] own = [set, gradient, seeds, variants, ranges, points, search, searchSeed, rungs, reduction];
        foreach (Option option in own)
            command.Add(option);
        run.AddTo(command, "--set", "--gradient", "--seed", "--integrator", "--substeps");
    }

    /// <summary>A name for the folder of the sweep.</summary>
    public string NameOf(ParseResult result) => FileOf(result) is string file ? Path.GetFileNameWithoutExtension(file) : result.GetValue(what) ?? PresetCatalogue.Default;

    /// <summary>The sweep that was asked for.</summary>
    /// <exception cref="BrunoException">There are faults; the message lists all.</exception>
    public SweepConfiguration Read(ParseResult result)
    {
        string? file = FileOf(result);
        SweepConfiguration sweep = file is null ? new() { Preset = result.GetValue(what) } : ConfigurationBinder.Bind<SweepConfiguration>(ConfigurationSource.FromFile(file));
        // Beside the file that names it; from the folder of a sweep it is read again, from anywhere.
        string? config = run.ConfigOf(result) is string own ? Path.GetFullPath(own)
            : sweep.Config is string named ? Path.GetFullPath(named, Path.GetDirectoryName(Path.GetFullPath(file!))!)
            : null;
        sweep = sweep with { Config = config };
        foreach ((string option, string key, object value) in run.Keys(result))
            sweep = sweep.With(ValuesOf(option, key, string.Create(CultureInfo.InvariantCulture, $"{value}")));
        foreach (string assignment in result.GetValue(set) ?? [])
        {
            (string key, string values) = Assignment("--set", assignment);
            sweep = sweep.With(ValuesOf($"--set {assignment}", key, values));
        }

        if (result.GetValue(gradient) is string methods)
            sweep = sweep.With(ValuesOf("--gradient", "gradient.method", methods));
        foreach (string variant in result.GetValue(variants) ?? [])
            sweep = WithVariant(sweep, variant);
        foreach (string range in result.GetValue(ranges) ?? [])
        {
            (string key, string extent) = Assignment("--range", range);
            sweep = sweep with { Ranges = sweep.Ranges.With(UnboundSetting.Typed(key, extent, $"--range {range}")) };
        }

        sweep = sweep with
        {
            Seeds = result.GetValue(seeds) ?? sweep.Seeds,
            Points = result.GetValue(points) ?? sweep.Points,
            Search = result.GetValue(search) is string method ? method == "random" ? SearchMethod.Random : SearchMethod.QuasiRandom : sweep.Search,
            SearchSeed = result.GetValue(searchSeed) ?? sweep.SearchSeed,
            Rungs = result.GetValue(rungs) is string epochs ? CommaList.Integers("--rungs", epochs) : sweep.Rungs,
            Reduction = result.GetValue(reduction) ?? sweep.Reduction,
            DeviceLibraries = [.. sweep.DeviceLibraries, .. DeviceLibraryOption.Of(result).Select(Path.GetFullPath)],
        };
        return ConfigurationBinder.Require(sweep, file ?? "command line");
    }

    private string? FileOf(ParseResult result) =>
        result.GetValue(what) is string name && name.EndsWith(FileEnding, StringComparison.OrdinalIgnoreCase) ? name : null;

    /// <summary>The values of a setting that an option gives, separated by commas.</summary>
    /// <exception cref="BrunoException">The text is no such list.</exception>
    public static IReadOnlyList<UnboundSetting> ValuesOf(string origin, string key, string text) =>
        [.. CommaList.Values(origin, text).Select(value => UnboundSetting.Typed(key, value, origin))];

    private static SweepConfiguration WithVariant(SweepConfiguration sweep, string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
            throw new BrunoException(ExitCode.Usage, $"--variant \"{text}\": expected a name, a colon and settings, such as \"LIF: network.layers.4.kind=lif\".");
        IEnumerable<UnboundSetting> settings = text[(colon + 1)..].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(assignment => Assignment("--variant", assignment))
            .Select(setting => UnboundSetting.Typed(setting.Key, setting.Value, $"--variant \"{text}\""));
        Dictionary<string, UnboundSettings> all = new(sweep.Variants) { [text[..colon].Trim()] = UnboundSettings.None.With(settings) };
        return sweep with { Variants = all };
    }

    /// <summary>The key and the value of KEY=VALUE.</summary>
    /// <exception cref="BrunoException">The text is none.</exception>
    public static (string Key, string Value) Assignment(string option, string text) =>
        text.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } key, { Length: > 0 } value]
            ? (key, value)
            : throw new BrunoException(ExitCode.Usage, $"{option} {text}: expected KEY=VALUE.");
}
