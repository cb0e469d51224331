using Bruno.Gpu.Kernels.Synapses;

namespace Bruno.Gpu.Tests.Synapses;

/// <summary>The products of a dense layer as sums in double.</summary>
internal static class NaiveProducts
{
    public static double[] Forward(MatrixShape shape, double[] x, double[] w, double[] bias)
    {
        double[] y = new double[shape.Rows * shape.Outputs];
        for (int i = 0; i < y.Length; ++i)
        {
            int row = i / shape.Outputs, to = i % shape.Outputs;
            y[i] = bias[to];
            for (int from = 0; from < shape.Inputs; ++from)
                y[i] += x[row * shape.Inputs + from] * w[from * shape.Outputs + to];
        }

        return y;
    }

    public static double[] BackwardInput(MatrixShape shape, double[] dy, double[] w)
    {
        double[] dx = new double[shape.Rows * shape.Inputs];
        for (int i = 0; i < dx.Length; ++i)
        {
            int row = i / shape.Inputs, from = i % shape.Inputs;
            for (int to = 0; to < shape.Outputs; ++to)
                dx[i] += dy[row * shape.Outputs + to] * w[from * shape.Outputs + to];
        }

        return dx;
    }

    public static double[] BackwardWeights(MatrixShape shape, double[] x, double[] dy)
    {
        double[] dw = new double[shape.Inputs * shape.Outputs];
        for (int i = 0; i < dw.Length; ++i)
        {
            int from = i / shape.Outputs, to = i % shape.Outputs;
            for (int row = 0; row < shape.Rows; ++row)
                dw[i] += x[row * shape.Inputs + from] * dy[row * shape.Outputs + to];
        }

        return dw;
    }

    public static double[] BackwardBias(MatrixShape shape, double[] dy)
    {
        double[] db = new double[shape.Outputs];
        for (int i = 0; i < dy.Length; ++i)
            db[i % shape.Outputs] += dy[i];
        return db;
    }
}
