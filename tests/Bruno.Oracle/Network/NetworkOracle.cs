namespace Bruno.Oracle;

/// <summary>A stack of layers, arrays [T][batch][unit].</summary>
public sealed class NetworkOracle(IReadOnlyList<OracleLayer> layers, OracleTiming timing)
{
    /// <summary>The entries of the stack in order.</summary>
    public IReadOnlyList<OracleLayer> Layers { get; } = layers;

    /// <summary>Output of the last entry.</summary>
    public double[][][] Forward(double[][][] input)
    {
        double[][][] x = input;
        for (int i = 0; i < Layers.Count; i++)
        {
            x = Layers[i].Forward(i > 0 && timing == OracleTiming.Pipelined ? Delayed(x) : x);
        }

        return x;
    }

    /// <summary>Derivative with respect to the input; every layer then holds its gradients.</summary>
    public double[][][] Backward(double[][][] outputGradient)
    {
        double[][][] g = outputGradient;
        for (int i = Layers.Count - 1; i >= 0; i--)
        {
            g = Layers[i].Backward(g);
            g = i > 0 && timing == OracleTiming.Pipelined ? Advanced(g) : g;
        }

        return g;
    }

    /// <summary>y[0] = 0, y[t] = x[t - 1].</summary>
    private static double[][][] Delayed(double[][][] x) => [OracleGrid.Zeros(x[0].Length, x[0][0].Length), .. x[..^1]];

    /// <summary>The transpose of the delay: y[t] = x[t + 1], y[T - 1] = 0.</summary>
    private static double[][][] Advanced(double[][][] x) => [.. x[1..], OracleGrid.Zeros(x[0].Length, x[0][0].Length)];
}
