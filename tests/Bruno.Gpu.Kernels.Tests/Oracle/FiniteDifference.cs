namespace Bruno.Gpu.Kernels.Tests.Oracle;

/// <summary>Central finite differences.</summary>
internal static class FiniteDifference
{
    /// <summary>Derivatives of a loss with respect to the entries of x, which the loss reads.</summary>
    public static double[] Gradient(Func<double> loss, double[] x, double step)
    {
        double[] result = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double value = x[i];
            x[i] = value + step;
            double up = loss();
            x[i] = value - step;
            double down = loss();
            x[i] = value;
            result[i] = (up - down) / (2 * step);
        }

        return result;
    }

    /// <summary>The same for every row of x.</summary>
    public static double[][] Gradient(Func<double> loss, double[][] x, double step) => x.Select(row => Gradient(loss, row, step)).ToArray();

    /// <summary>The same for every row of x.</summary>
    public static double[][][] Gradient(Func<double> loss, double[][][] x, double step) => x.Select(rows => Gradient(loss, rows, step)).ToArray();
}
