using System.Globalization;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Synapses;

/// <summary>Measured conductances of a device's levels, from a CSV file: one a row, in siemens, ascending.</summary>
public static class LevelFile
{
    private const int Most = 256;

    /// <summary>Reads a file; a first row that is a name is left out.</summary>
    /// <exception cref="BrunoException">The file is missing, or its rows are not ascending conductances (<see cref="ExitCode.Data"/>); all faults are named.</exception>
    public static double[] Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrunoException(ExitCode.Data, $"The levels cannot be read: {exception.Message}", exception);
        }

        List<double> levels = [];
        List<string> faults = [];
        for (int line = 0; line < lines.Length; ++line)
        {
            string cell = lines[line].Trim();
            if (cell.Length == 0)
                continue;
            if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double level))
                levels.Add(level);
            else if (line > 0)
                faults.Add($"{path}:{line + 1}: '{cell}' is not a conductance (one a row, in siemens, like 4.5e-5)");
        }

        if (levels.Count == 0)
            faults.Add($"{path}: there are no levels in it: one conductance a row, in siemens");
        faults.AddRange(Problems([.. levels]).Select(problem => $"{path}: {problem}"));
        return faults.Count == 0 ? [.. levels] : throw new BrunoException(ExitCode.Data, string.Join('\n', faults));
    }

    /// <summary>What is wrong with levels; nothing where they ascend, or where there are none.</summary>
    internal static IEnumerable<string> Problems(double[] levels)
    {
        if (levels.Length is 1 or > Most)
            yield return $"there must be 2 to {Most} levels, not {levels.Length}";
        for (int i = 0; i < levels.Length; ++i)
        {
            if (!(levels[i] >= 0 && double.IsFinite(levels[i])))
                yield return FormattableString.Invariant($"level {i} must not be negative (siemens), is {levels[i]}");
            else if (i > 0 && levels[i] <= levels[i - 1])
                yield return FormattableString.Invariant($"level {i} must exceed level {i - 1}, but {levels[i]} <= {levels[i - 1]}");
        }
    }
}
