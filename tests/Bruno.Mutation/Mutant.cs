using System.Globalization;

namespace Bruno.Mutation;

/// <summary>A change of a source text that tests should notice.</summary>
/// <param name="Number">Its number, which switches it on.</param>
/// <param name="File">The file, from the root of the repository.</param>
/// <param name="Line">The line, the first being 1.</param>
/// <param name="Kind">What kind of change it is.</param>
/// <param name="Before">What is there.</param>
/// <param name="After">What takes its place.</param>
internal sealed record Mutant(int Number, string File, int Line, string Kind, string Before, string After)
{
    /// <summary>Ends the kind of one in what is made once a process.</summary>
    public const string Once = ", made once";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static Mutant Parse(string line)
    {
        string[] parts = line.Split('\t');
        return new(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture), parts[3], parts[4], parts[5]);
    }

    /// <summary>A line of a table.</summary>
    public override string ToString() => string.Join('\t', Number.ToString(CultureInfo.InvariantCulture), File, Line.ToString(CultureInfo.InvariantCulture), Kind, Short(Before), Short(After));

    private static string Short(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 90 ? line : line[..87] + "...";
    }
}
