using System.Globalization;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Simulation;

/// <summary>Input currents of neurons over outer steps.</summary>
/// <param name="Amperes">[steps, neurons].</param>
/// <param name="Neurons">How many neurons there are.</param>
public sealed record CurrentTable(double[] Amperes, int Neurons)
{
    /// <summary>Outer steps.</summary>
    public int Steps => Amperes.Length / Neurons;

    /// <summary>Reads a CSV file: a column a neuron, a row an outer step, in ampere; a first row of names is left out.</summary>
    /// <exception cref="BrunoException">The file is missing, empty or ragged, or a cell is not a finite number (<see cref="ExitCode.Data"/>).</exception>
    public static CurrentTable Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrunoException(ExitCode.Data, $"The currents cannot be read: {exception.Message}", exception);
        }

        List<double> currents = [];
        int neurons = 0;
        for (int line = 0; line < lines.Length; ++line)
        {
            if (string.IsNullOrWhiteSpace(lines[line]))
                continue;
            string[] cells = lines[line].Split(',', StringSplitOptions.TrimEntries);
            if (neurons == 0 && cells.All(cell => !TryParse(cell, out _)))
            {
                // Names of the columns.
                neurons = cells.Length;
                continue;
            }

            neurons = neurons == 0 ? cells.Length : neurons;
            if (cells.Length != neurons)
                throw new BrunoException(ExitCode.Data, $"{path}:{line + 1}: {cells.Length} columns, but the first row has {neurons}; every row needs a current for each neuron.");
            for (int column = 0; column < neurons; ++column)
            {
                if (!TryParse(cells[column], out double value) || !double.IsFinite(value))
                    throw new BrunoException(ExitCode.Data, $"{path}:{line + 1}: column {column + 1}: '{cells[column]}' is not a finite number (currents are in ampere, like 2e-9).");
                currents.Add(value);
            }
        }

        return currents.Count > 0
            ? new CurrentTable([.. currents], neurons)
            : throw new BrunoException(ExitCode.Data, $"{path}: there are no currents in it: a row an outer step, a column a neuron, in ampere.");
    }

    private static bool TryParse(string cell, out double value) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
