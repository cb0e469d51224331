namespace Bruno.Oracle;

/// <summary>A stack of layers, arrays [T][batch][unit].</summary>
public sealed class NetworkOracle(IReadOnlyList<OracleLayer> layers, OracleTiming timing)
{
    private readonly double[][][][] outputs = new double[layers.Count][][][];

    /// <summary>The entries of the stack in order.</summary>
    public IReadOnlyList<OracleLayer> Layers { get; } = layers;

    /// <summary>By entry, derivatives with respect to its output of all steps that come from elsewhere than the entries above.</summary>
    public Dictionary<int, double[][][]> AddedToOutput { get; } = [];

    /// <summary>What an entry put out in the last forward run.</summary>
    public double[][][] OutputOf(int i) => outputs[i];

    /// <summary>Output of the last entry.</summary>
    public double[][][] Forward(double[][][] input)
    {
        double[][][] x = input;
        for (int i = 0; i < Layers.Count; i++)
        {
            x = Run(i, IsDelayed(i) ? Delayed(x) : x, isContinued: false);
        }

        return x;
    }

    /// <summary>Derivative with respect to the input; every layer then holds its gradients.</summary>
    public double[][][] Backward(double[][][] outputGradient)
    {
        return Backward(outputGradient, 0);
    }

    private double[][][] Backward(double[][][] outputGradient, int begin)
    {
        double[][][] g = outputGradient;
        double[][][]?[] branches = new double[Layers.Count][][][];
        foreach ((int i, double[][][] added) in AddedToOutput)
        {
            branches[i] = added[begin..(begin + g.Length)];
        }

        for (int i = Layers.Count - 1; i >= 0; i--)
        {
            g = branches[i] is { } more ? OracleGrid.Sum(g, more) : g;
            if (Layers[i] is OracleSkipLayer skip)
            {
                branches[skip.From] = branches[skip.From] is { } others ? OracleGrid.Sum(others, g) : g;
            }

            g = Layers[i].Backward(g);
            g = IsDelayed(i) ? Advanced(g) : g;
        }

        return g;
    }

    /// <summary>
    /// The truncated gradient, by cutting the sequence: each stretch of <paramref name="length"/> steps is run by itself from
    /// the states that the one before ended in, which are constants to it, and what its part of the loss gives is added up.
    /// </summary>
    /// <returns>The gradients of each layer.</returns>
    public IReadOnlyList<Dictionary<string, double[]>> BackwardInStretches(double[][][] input, double[][][] outputGradient, int length)
    {
        Dictionary<string, double[]>[] sums = Layers.Select(_ => new Dictionary<string, double[]>()).ToArray();
        double[][]?[] before = new double[Layers.Count][][];
        for (int begin = 0; begin < input.Length; begin += length)
        {
            Range stretch = begin..Math.Min(begin + length, input.Length);
            double[][][] x = input[stretch];
            for (int i = 0; i < Layers.Count; i++)
            {
                if (IsDelayed(i))
                {
                    double[][] first = before[i] ?? OracleGrid.Zeros(x[0].Length, x[0][0].Length);
                    before[i] = x[^1];
                    x = [first, .. x[..^1]];
                }

                x = Run(i, x, isContinued: begin > 0);
            }

            Backward(outputGradient[stretch], begin);
            for (int i = 0; i < Layers.Count; i++)
            {
                foreach ((string name, double[] gradient) in Layers[i].Gradients)
                {
                    sums[i][name] = sums[i].TryGetValue(name, out double[]? sum) ? sum.Zip(gradient, (a, b) => a + b).ToArray() : gradient;
                }
            }
        }

        return sums;
    }

    private bool IsDelayed(int i) => i > 0 && timing == OracleTiming.Pipelined && Layers[i - 1] is not OracleDropoutLayer;

    private double[][][] Run(int i, double[][][] x, bool isContinued)
    {
        if (Layers[i] is OracleSkipLayer skip)
        {
            skip.Added = outputs[skip.From];
        }

        return outputs[i] = isContinued ? Layers[i].Continue(x) : Layers[i].Forward(x);
    }

    /// <summary>y[0] = 0, y[t] = x[t - 1].</summary>
    private static double[][][] Delayed(double[][][] x) => [OracleGrid.Zeros(x[0].Length, x[0][0].Length), .. x[..^1]];

    /// <summary>The transpose of the delay: y[t] = x[t + 1], y[T - 1] = 0.</summary>
    private static double[][][] Advanced(double[][][] x) => [.. x[1..], OracleGrid.Zeros(x[0].Length, x[0][0].Length)];
}
