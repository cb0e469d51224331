using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Sweeps;

namespace Bruno.Gpu.Reproductions;

/// <summary>
/// An experiment that comes with the program and stands beside published figures: a sweep, a comparison of gradients, a benchmark of memory, or
/// several of them. A TOML file of the folder Experiments; the quick version of NAME.toml is that file with NAME.quick.toml over it.
/// </summary>
internal sealed record Reproduction
{
    /// <summary>What it is about, a heading.</summary>
    public string Title { get; init; } = "";

    /// <summary>Which figures of what it compares, on a line.</summary>
    public string Compares { get; init; } = "";

    /// <summary>Who published the figures, and how they came about.</summary>
    public string Source { get; init; } = "";

    /// <summary>How long it takes, in words.</summary>
    public string Time { get; init; } = "";

    /// <summary>How long the quick version takes, in words.</summary>
    public string QuickTime { get; init; } = "";

    /// <summary>What the quick version makes smaller, in words.</summary>
    public string QuickChanges { get; init; } = "";

    /// <summary>What differs from the publication in data or protocol, a sentence each.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>The figures of the trials of the sweep.</summary>
    public IReadOnlyList<ResultFigure> Measures { get; init; } = [];

    /// <summary>The epochs after which the test loss is compared.</summary>
    [Number(From = 1, To = int.MaxValue)]
    public IReadOnlyList<int> Epochs { get; init; } = [];

    /// <summary>Whether made-up chorales are written where no others are named.</summary>
    public bool HasMadeUpChorales { get; init; }

    /// <summary>What is trained.</summary>
    public SweepConfiguration? Sweep { get; init; }

    /// <summary>The virtual chips that trained networks are judged on.</summary>
    public ChipStudy? Chips { get; init; }

    /// <summary>The gradients that are compared.</summary>
    public GradientStudy? Comparison { get; init; }

    /// <summary>The training steps whose memory and time are measured.</summary>
    public MemoryStudy? Memory { get; init; }

    /// <summary>The published figures.</summary>
    public IReadOnlyList<PublishedResult> Published { get; init; } = [];

    /// <summary>The same with a setting of its own, or with several values of it, each of which is tried.</summary>
    /// <param name="values">The values.</param>
    /// <exception cref="BrunoException">There are several where nothing is swept.</exception>
    public Reproduction With(IReadOnlyList<UnboundSetting> values)
    {
        if (Sweep is not null)
            // What published figures are told apart by stays an axis, of a single value too.
            return this with { Sweep = Sweep.Axes.Find(values[0].Key) is null ? Sweep.With(values) : Sweep.WithAxis(values) };
        return values.Count == 1
            ? this with { Memory = Memory! with { Settings = Memory.Settings.With(values) } }
            : throw new BrunoException(ExitCode.Usage, $"{values[0].Origin}: this experiment sweeps no settings; give one value.");
    }
}
