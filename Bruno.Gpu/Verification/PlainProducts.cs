using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Synapses;

namespace Bruno.Gpu.Verification;

/// <summary>The products of a dense layer as sums in double.</summary>
internal static class PlainProducts
{
    /// <summary>y = x w + b, each row with the matrix that it selects.</summary>
    public static double[] Forward(MatrixShape shape, WeightSelection selection, double[] x, double[] w, double[] bias) =>
        Sums(shape.Rows, shape.Outputs, shape.Inputs, (_, to) => bias.Length > 0 ? bias[to] : 0, (row, to, from) =>
            x[row * shape.Inputs + from] * w[(selection.Of(row) * shape.Inputs + from) * shape.Outputs + to]);

    /// <summary>dx = dy w^T.</summary>
    public static double[] BackwardInput(MatrixShape shape, WeightSelection selection, double[] dy, double[] w) =>
        Sums(shape.Rows, shape.Inputs, shape.Outputs, (_, _) => 0, (row, from, to) =>
            dy[row * shape.Outputs + to] * w[(selection.Of(row) * shape.Inputs + from) * shape.Outputs + to]);

    /// <summary>dw + x^T dy.</summary>
    public static double[] BackwardWeights(MatrixShape shape, double[] x, double[] dy, double before) =>
        Sums(shape.Inputs, shape.Outputs, shape.Rows, (_, _) => before, (from, to, row) => x[row * shape.Inputs + from] * dy[row * shape.Outputs + to]);

    /// <summary>db + the sum of the rows of dy.</summary>
    public static double[] BackwardBias(MatrixShape shape, double[] dy, double before) =>
        Sums(1, shape.Outputs, shape.Rows, (_, _) => before, (_, to, row) => dy[row * shape.Outputs + to]);

    private static double[] Sums(int lines, int columns, int depth, Func<int, int, double> start, Func<int, int, int, double> term)
    {
        double[] sums = new double[lines * columns];
        for (int i = 0; i < sums.Length; ++i)
        {
            sums[i] = start(i / columns, i % columns);
            for (int k = 0; k < depth; ++k)
                sums[i] += term(i / columns, i % columns, k);
        }

        return sums;
    }
}
