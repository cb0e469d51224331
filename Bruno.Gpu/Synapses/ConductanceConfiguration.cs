using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses;

/// <summary>The conductances that weights are held in. Without a device card: the order of magnitude of HfO2 RRAM.</summary>
public sealed record ConductanceConfiguration : IValidated
{
    /// <summary>How devices make a weight.</summary>
    public PairKind Pair { get; init; } = PairKind.Differential;

    /// <summary>The smallest conductance, S.</summary>
    [CardFigure("g_min")]
    [Number(From = 0, To = CellLimits.Siemens, Unit = "S")]
    public double GMin { get; init; } = 1e-6;

    /// <summary>The largest conductance, S.</summary>
    [CardFigure("g_max")]
    [Number(Above = 0, To = CellLimits.Siemens, Unit = "S")]
    public double GMax { get; init; } = 100e-6;

    /// <summary>
    /// Measured conductances of the levels of a device, ascending, S; they take the place of <see cref="GMin"/> and
    /// <see cref="GMax"/>, and of the even levels of the bits, which then say how many of them are used. None: any conductance can be written.
    /// </summary>
    [CardFigure("levels")]
    [Number(From = 0, To = CellLimits.Siemens, Unit = "S")]
    public double[] Levels { get; init; } = [];

    /// <summary>A CSV file of measured levels, one conductance a row, S, in place of <see cref="Levels"/>.</summary>
    public string? LevelsFile { get; init; }

    /// <summary>The current of one unit of weight and input, A.</summary>
    [Number(Above = 0, To = 1, Unit = "A")]
    public double CurrentGain { get; init; } = 1e-9;

    /// <summary>The range: that of the levels where there are any.</summary>
    internal ConductanceRange Range => Levels.Length > 0 ? new(Levels[0], Levels[^1], Pair) : new(GMin, GMax, Pair);

    /// <summary>The same with the levels of the file, where there is one.</summary>
    /// <exception cref="BrunoException">The file is missing, or its rows are not ascending conductances.</exception>
    public ConductanceConfiguration WithLevelsRead() =>
        LevelsFile is null ? this : this with { Levels = LevelFile.Read(LevelsFile), LevelsFile = null };

    /// <summary>The voltage across a cell at an input of one that gives <see cref="CurrentGain"/>, V.</summary>
    /// <param name="scale">w_max, the weight of the largest conductance.</param>
    public double ReadVoltage(double scale) => CurrentGain / Range.Unit(scale);

    /// <summary>The weights of the measured levels as shares of w_max, ascending; none where there are no levels.</summary>
    public double[] LevelShares()
    {
        double[] shares = Array.ConvertAll(Levels, level => (level - Levels[0]) / (Levels[^1] - Levels[0]));
        return Pair == PairKind.Reference
            ? Array.ConvertAll(shares, share => 2 * share - 1)
            : [.. shares.Skip(1).Reverse().Select(share => -share), .. shares];
    }

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (GMin >= GMax)
            yield return new("g_max", FormattableString.Invariant($"must exceed g_min, but {GMax} <= {GMin}"));
        if (LevelsFile is not null && string.IsNullOrWhiteSpace(LevelsFile))
            yield return new("levels_file", "must not be empty");
        if (LevelsFile is not null && Levels.Length > 0)
            yield return new("levels_file", "must be left out where levels are given");
        foreach (string problem in LevelFile.Problems(Levels))
            yield return new("levels", problem);
    }
}
