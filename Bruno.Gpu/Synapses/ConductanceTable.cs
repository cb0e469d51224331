using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Synapses;

/// <summary>The file of target conductances, CSV: a row for every cell of every array.</summary>
internal static class ConductanceTable
{
    /// <summary>Writes a file, whole or not at all; rows are made one by one.</summary>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<ConductanceMatrix> matrices) =>
        CsvTable.Write(path, matrices.SelectMany(Rows));

    /// <summary>Reads a file back; matrices are in the order of the file, their weights those of its conductances.</summary>
    /// <exception cref="BrunoException">
    /// The file is missing, not such a table, or a cell in it is missing, given twice or impossible (<see cref="ExitCode.Data"/>).
    /// </exception>
    public static IReadOnlyList<ConductanceMatrix> Read(string path) =>
        [.. CsvTable.Read<ConductanceRow>(path).GroupBy(row => row.Layer, StringComparer.Ordinal).Select(group => MatrixOf(path, group.Key, [.. group]))];

    private static IEnumerable<ConductanceRow> Rows(ConductanceMatrix matrix)
    {
        for (int row = 0; row < matrix.Inputs; ++row)
        {
            int first = row * matrix.Outputs;
            for (int column = 0; column < matrix.Outputs; ++column)
            {
                yield return RowOf(matrix, row, column, ConductanceSide.Positive, matrix.Positive[first + column]);
                if (matrix.IsPair)
                    yield return RowOf(matrix, row, column, ConductanceSide.Negative, matrix.Negative[first + column]);
            }

            if (!matrix.IsPair)
                yield return RowOf(matrix, row, null, ConductanceSide.Reference, matrix.Negative[first]);
        }
    }

    private static ConductanceRow RowOf(ConductanceMatrix matrix, int row, int? column, ConductanceSide side, double conductance) => new()
    {
        Layer = matrix.Layer,
        Row = row,
        Column = column,
        Side = side,
        Level = column is int output ? matrix.Levels[row * matrix.Outputs + output] : null,
        ConductanceSiemens = conductance,
        Weight = column is int weightColumn ? matrix.Weights[row * matrix.Outputs + weightColumn] : null,
        WMax = column is int scaleColumn ? matrix.Scales[scaleColumn] : null,
        WeightPerSiemens = column is int unitColumn ? matrix.WeightPerSiemens[unitColumn] : null,
    };

    private static ConductanceMatrix MatrixOf(string path, string layer, IReadOnlyList<ConductanceRow> rows)
    {
        foreach (ConductanceRow row in rows)
            RequirePossible(path, row);
        int inputs = rows.Max(row => row.Row) + 1, outputs = (rows.Max(row => row.Column) ?? -1) + 1;
        bool isPair = rows.All(row => row.Side != ConductanceSide.Reference);
        long expected = isPair ? 2L * inputs * outputs : (long)inputs * outputs + inputs;

        // Before anything is allocated: a wrong index must not ask for all memory.
        if (rows.Count != expected)
            throw Wrong(path, $"the layer '{layer}' has {rows.Count} cells, but {inputs} rows and {outputs} columns need {expected}");

        int cells = inputs * outputs;
        double[] positive = Empty(cells), negative = Empty(isPair ? cells : inputs), scales = Empty(outputs), units = Empty(outputs);
        int?[] levels = new int?[cells];
        foreach (ConductanceRow row in rows)
        {
            int cell = row.Row * outputs + row.Column ?? 0;
            double[] side = row.Side == ConductanceSide.Positive ? positive : negative;
            int place = row.Side == ConductanceSide.Reference ? row.Row : cell;
            if (place >= side.Length || !double.IsNaN(side[place]))
                throw Wrong(path, $"{Describe(row)} is given twice, or beside a reference cell of its row");
            side[place] = row.ConductanceSiemens;
            if (row.Column is not int column)
                continue;
            if (row.Side == ConductanceSide.Positive)
                levels[cell] = row.Level;
            Agree(path, row, scales, column, row.WMax!.Value);
            Agree(path, row, units, column, row.WeightPerSiemens!.Value);
        }

        double[] subtracted = isPair ? negative : [.. Enumerable.Range(0, cells).Select(cell => negative[cell / outputs])];
        ConductanceMatrix matrix = new(layer, inputs, outputs, isPair, levels, new double[cells], positive, subtracted, scales, units);
        return matrix with { Weights = [.. Enumerable.Range(0, cells).Select(matrix.WeightOf)] };
    }

    private static void RequirePossible(string path, ConductanceRow row)
    {
        bool isReference = row.Side == ConductanceSide.Reference;
        if (row.Row < 0 || row.Column < 0 || isReference != row.Column is null)
            throw Wrong(path, $"{Describe(row)} has no place in an array");
        if (!(row.ConductanceSiemens >= 0 && double.IsFinite(row.ConductanceSiemens)))
            throw Wrong(path, FormattableString.Invariant($"{Describe(row)} has a conductance of {row.ConductanceSiemens} S"));
        if (!isReference && !(row.WMax > 0 && row.WeightPerSiemens > 0 && double.IsFinite(row.WMax.Value) && double.IsFinite(row.WeightPerSiemens.Value)))
            throw Wrong(path, $"{Describe(row)} lacks a positive w_max or weight_per_siemens");
    }

    private static void Agree(string path, ConductanceRow row, double[] values, int column, double value)
    {
        if (!double.IsNaN(values[column]) && values[column] != value)
            throw Wrong(path, $"{Describe(row)} has another w_max or weight_per_siemens than its column");
        values[column] = value;
    }

    private static double[] Empty(int length)
    {
        double[] values = new double[length];
        Array.Fill(values, double.NaN);
        return values;
    }

    private static string Describe(ConductanceRow row) => FormattableString.Invariant(
        $"the cell layer '{row.Layer}', row {row.Row}, column {row.Column?.ToString() ?? "-"}, {row.Side.ToString().ToLowerInvariant()}");

    private static BrunoException Wrong(string path, string what) =>
        new(ExitCode.Data, $"'{path}' is not a table of conductances: {what}. Export it again, or put the row right.");
}
