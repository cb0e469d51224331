namespace Bruno.Gpu.Devices;

/// <summary>A variable of a model, or another quantity of it, as people see it.</summary>
/// <param name="Name">Its name, in snake_case or as a text has it; the beginning of its column in tables.</param>
/// <param name="Symbol">What it is called in figures.</param>
/// <param name="Unit">The unit of its numbers in tables; empty for a plain number.</param>
/// <param name="Scale">One unit of devices (ms, V, nA, um) in that unit.</param>
public sealed record ShownQuantity(string Name, string Symbol, string Unit, double Scale)
{
    /// <summary>The unit in figures; that of tables where none is given.</summary>
    public string? FigureUnit { get; init; }

    /// <summary>One unit of tables in that of figures.</summary>
    public double FigureScale { get; init; } = 1;

    /// <summary>Its column in tables: name and unit, <c>resistance_Mohm</c>, whose letters keep their case.</summary>
    public string Column { get; init; } = Unit.Length > 0
        ? $"{Name}_{Unit.Replace("/", "_per_", StringComparison.Ordinal).Replace(" ", "_", StringComparison.Ordinal).Replace("^", "", StringComparison.Ordinal)}"
        : Name;

    /// <summary>Its axis in figures.</summary>
    public string Axis => (FigureUnit ?? Unit) is { Length: > 0 } unit ? $"{Symbol} ({unit})" : Symbol;
}
