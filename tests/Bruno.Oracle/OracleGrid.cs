namespace Bruno.Oracle;

/// <summary>Allocation and reshaping of the nested arrays of the oracle: [time][lane] and [time][batch][unit].</summary>
public static class OracleGrid
{
    /// <summary>A zero array [rows][columns].</summary>
    public static double[][] Zeros(int rows, int columns)
    {
        double[][] result = new double[rows][];
        for (int i = 0; i < rows; i++)
        {
            result[i] = new double[columns];
        }

        return result;
    }

    /// <summary>A zero array [time][batch][unit].</summary>
    public static double[][][] Zeros(int time, int batch, int unit)
    {
        double[][][] result = new double[time][][];
        for (int t = 0; t < time; t++)
        {
            result[t] = Zeros(batch, unit);
        }

        return result;
    }

    /// <summary>[time][batch][unit] to [time][lane], lane = batch * units + unit.</summary>
    public static double[][] Lanes(double[][][] x) => x.Select(row => row.SelectMany(unit => unit).ToArray()).ToArray();

    /// <summary>[time][lane] to [time][batch][unit].</summary>
    public static double[][][] Batches(double[][] x, int batch) =>
        x.Select(row => row.Chunk(row.Length / batch).ToArray()).ToArray();

    /// <summary>A deep copy.</summary>
    public static double[][] Copy(double[][] x) => x.Select(row => row.ToArray()).ToArray();

    /// <summary>One value of a per-neuron list that is either shared (length 1) or repeated with the neurons.</summary>
    public static double At(double[] values, int lane) => values[lane % values.Length];

    /// <summary>Sum element by element.</summary>
    public static double[][][] Sum(double[][][] a, double[][][] b) =>
        a.Zip(b, (x, y) => x.Zip(y, (p, q) => p.Zip(q, (u, v) => u + v).ToArray()).ToArray()).ToArray();
}
