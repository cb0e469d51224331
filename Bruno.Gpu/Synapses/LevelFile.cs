using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Synapses.NonIdealities;

namespace Bruno.Gpu.Synapses;

/// <summary>Measured conductances of a device's levels, from a CSV file: one a row, in siemens, ascending.</summary>
internal static class LevelFile
{
    private const int Most = 256;

    /// <summary>Reads a file; a first row that is a name is left out.</summary>
    /// <exception cref="BrunoException">The file is missing, or its rows are not ascending conductances (<see cref="ExitCode.Data"/>); all faults are named.</exception>
    public static double[] Read(string path)
    {
        NumberTable table = NumberTable.Read(path, "conductances of levels, one a row, in siemens, like 4.5e-5");
        if (table.Columns != 1)
            throw new BrunoException(ExitCode.Data, $"{path}:{table.Lines[0]}: there are {table.Columns} columns, but levels are one a row, in siemens.");
        double[] levels = [.. table.Rows.Select(row => row[0])];
        string[] faults = [.. Problems(levels).Select(problem => $"{path}: {problem}")];
        return faults.Length == 0 ? levels : throw new BrunoException(ExitCode.Data, string.Join('\n', faults));
    }

    /// <summary>What is wrong with levels; nothing where they ascend, or where there are none.</summary>
    internal static IEnumerable<string> Problems(double[] levels)
    {
        if (levels.Length is 1 or > Most)
            yield return $"there must be 2 to {Most} levels, not {levels.Length}";
        for (int i = 0; i < levels.Length; ++i)
        {
            if (!(levels[i] >= 0 && levels[i] <= CellLimits.Siemens))
                yield return FormattableString.Invariant($"level {i} must not be negative and at most {CellLimits.Siemens} (siemens), is {levels[i]}");
            else if (i > 0 && levels[i] <= levels[i - 1])
                yield return FormattableString.Invariant($"level {i} must exceed level {i - 1}, but {levels[i]} <= {levels[i - 1]}");
        }
    }
}
