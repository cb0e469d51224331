using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Voltage lost along the lines of an array, <see cref="LineResistance"/>.</summary>
public sealed record LineConfiguration : IValidated
{
    /// <summary>Resistance of the wire from a cell to the next, ohm.</summary>
    public double Resistance { get; init; }

    /// <summary>The mean share of rows that are driven at a time, 0 to 1; 1 is the worst case.</summary>
    public double Activity { get; init; } = 1;

    /// <summary>Rows of an array; a larger matrix takes several arrays.</summary>
    public int Rows { get; init; } = 128;

    /// <summary>Columns of an array.</summary>
    public int Columns { get; init; } = 128;

    /// <summary>Whether lines lose anything.</summary>
    internal bool IsOn => Resistance > 0;

    internal LineResistance Model => new(Resistance, Activity, Rows, Columns);

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate() => Ranges.Check(
        ("resistance", Resistance, 0, 1e9), ("activity", Activity, 0, 1), ("rows", Rows, 1, 65536), ("columns", Columns, 1, 65536));
}
