using System.Globalization;

namespace Bruno.Gpu.Models.Text;

/// <summary>A place in the file of a model.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
internal readonly record struct SourcePlace(int Line, int Column) : IComparable<SourcePlace>
{
    /// <inheritdoc/>
    public int CompareTo(SourcePlace other) => (Line, Column).CompareTo((other.Line, other.Column));

    /// <summary>As messages name it, <c>12:7</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}");

    /// <summary>The place that an origin of the TOML reading ends with, <c>model.toml:12:7</c>; the beginning of the file where it names none.</summary>
    internal static SourcePlace Of(string origin)
    {
        string[] parts = origin.Split(':');
        return parts.Length > 2 && int.TryParse(parts[^2], CultureInfo.InvariantCulture, out int line) && int.TryParse(parts[^1], CultureInfo.InvariantCulture, out int column)
            ? new(line, column)
            : new(1, 1);
    }
}
