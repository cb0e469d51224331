namespace Bruno.Gpu.Tests.Networks;

/// <summary>The oracle's nested arrays [time][batch][unit] as the device's flat ones, and back.</summary>
internal static class Flat
{
    public static double[] Of(double[][][] x) => [.. x.SelectMany(step => step).SelectMany(row => row)];

    public static double[] Of(double[][] x) => [.. x.SelectMany(row => row)];

    public static double[][][] Cube(double[] x, int batch, int units) =>
        [.. x.Chunk(batch * units).Select(step => step.Chunk(units).ToArray())];

    public static double[][] Rows(double[] x, int columns) => [.. x.Chunk(columns)];

    /// <summary>Weights [from][to] row by row of the product as [to][from] of the oracle, or the reverse.</summary>
    public static double[] Transposed(double[] x, int columns)
    {
        int rows = x.Length / columns;
        return [.. Enumerable.Range(0, x.Length).Select(i => x[i % rows * columns + i / rows])];
    }
}
