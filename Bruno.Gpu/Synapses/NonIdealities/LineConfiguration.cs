using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Voltage lost along the lines of an array, <see cref="LineResistance"/>.</summary>
public sealed record LineConfiguration : INonIdeality
{
    /// <summary>Resistance of the wire from a cell to the next, ohm.</summary>
    [CardFigure("line_resistance")]
    [Number(From = 0, To = 1e9, Unit = "ohm")]
    public double Resistance { get; init; }

    /// <summary>The mean share of rows that are driven at a time, 0 to 1; 1 is the worst case.</summary>
    [Number(From = 0, To = 1)]
    public double Activity { get; init; } = 1;

    /// <summary>Rows of an array; a larger matrix takes several arrays.</summary>
    [Number(From = 1, To = 65536)]
    public int Rows { get; init; } = 128;

    /// <summary>Columns of an array.</summary>
    [Number(From = 1, To = 65536)]
    public int Columns { get; init; } = 128;

    /// <inheritdoc/>
    public bool ActsOnWeights => IsOn;

    /// <inheritdoc/>
    public bool MakesChipsDiffer => false;

    /// <inheritdoc/>
    public string? Description => ActsOnWeights ? $"lines of {InWords.Number(Resistance)} ohm a cell" : null;

    /// <summary>Whether lines lose anything.</summary>
    internal bool IsOn => Resistance > 0;

    internal LineResistance Model => new(Resistance, Activity, Rows, Columns);
}
