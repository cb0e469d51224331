using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Oracle;

/// <summary>Comparisons at the tolerances of the golden files; NaN in the expected values stands for "not finite".</summary>
internal static class Near
{
    public static void Absolute(double[][] expected, double[][] actual, double tolerance) =>
        Assert.InRange(Largest(expected, actual), 0, tolerance);

    public static void Absolute(double[][][] expected, double[][][] actual, double tolerance) =>
        Absolute(OracleGrid.Lanes(expected), OracleGrid.Lanes(actual), tolerance);

    public static void RelativeToMaximum(double[][] expected, double[][] actual, double tolerance) =>
        Assert.InRange(RelativeError(expected, actual), 0, tolerance);

    public static void RelativeToMaximum(double[] expected, double[] actual, double tolerance) =>
        RelativeToMaximum([expected], [actual], tolerance);

    public static void RelativeToMaximum(double[][][] expected, double[][][] actual, double tolerance) =>
        RelativeToMaximum(OracleGrid.Lanes(expected), OracleGrid.Lanes(actual), tolerance);

    /// <summary>Largest deviation over the largest finite expected value; infinite where finiteness differs.</summary>
    public static double RelativeError(double[][] expected, double[][] actual)
    {
        double largest = expected.SelectMany(x => x).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        double deviation = Largest(expected, actual);
        return deviation == 0 ? 0 : deviation / largest;
    }

    private static double Largest(double[][] expected, double[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = 0;
        for (int t = 0; t < expected.Length; t++)
        {
            Assert.Equal(expected[t].Length, actual[t].Length);
            for (int i = 0; i < expected[t].Length; i++)
            {
                double deviation = double.IsFinite(expected[t][i])
                    ? double.IsFinite(actual[t][i]) ? Math.Abs(expected[t][i] - actual[t][i]) : double.PositiveInfinity
                    : double.IsFinite(actual[t][i]) ? double.PositiveInfinity : 0;
                largest = Math.Max(largest, deviation);
            }
        }

        return largest;
    }
}
