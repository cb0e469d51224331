namespace Bruno.Gpu.Kernels.Tests.Oracle;

/// <summary>Uniform random arrays from one seed.</summary>
internal sealed class RandomArrays(int seed)
{
    private readonly Random random = new(seed);

    public double[] Vector(int length, double low, double high) =>
        Enumerable.Range(0, length).Select(_ => low + ((high - low) * random.NextDouble())).ToArray();

    public double[][] Matrix(int rows, int columns, double low, double high) =>
        Enumerable.Range(0, rows).Select(_ => Vector(columns, low, high)).ToArray();

    public double[][][] Cube(int time, int batch, int unit, double low, double high) =>
        Enumerable.Range(0, time).Select(_ => Matrix(batch, unit, low, high)).ToArray();
}
