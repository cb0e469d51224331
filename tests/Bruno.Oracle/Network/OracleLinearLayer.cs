namespace Bruno.Oracle;

/// <summary>
/// y = W x + b at every step; parameters "weight" ([to][from] row by row) and, where there is one, "bias". Synapses may make other weights of W at every step and
/// for every batch element, and converters may stand before x and behind y.
/// </summary>
public sealed class OracleLinearLayer : OracleLayer
{
    private readonly int from;
    private readonly int to;
    private double[][][] input = [];
    private double[][][] sums = [];
    private int first;

    /// <summary>A layer with weight [to][from] and an optional bias [to].</summary>
    public OracleLinearLayer(double[][] weight, double[]? bias = null)
    {
        to = weight.Length;
        from = weight[0].Length;
        Parameters["weight"] = weight.SelectMany(row => row).ToArray();
        if (bias is not null)
        {
            Parameters["bias"] = bias.ToArray();
        }
    }

    /// <summary>The synapses; where there are none, weights are computed with as they are.</summary>
    public OracleSynapses? Synapses { get; init; }

    /// <summary>The converter of the inputs.</summary>
    public OracleConverter? InputConverter { get; init; }

    /// <summary>The converter of the outputs.</summary>
    public OracleConverter? OutputConverter { get; init; }

    /// <inheritdoc/>
    public override double[][][] Forward(double[][][] input)
    {
        first = 0;
        return Run(input);
    }

    /// <inheritdoc/>
    public override double[][][] Continue(double[][][] input)
    {
        first += this.input.Length;
        return Run(input);
    }

    /// <inheritdoc/>
    public override double[][][] Backward(double[][][] outputGradient)
    {
        double[] gWeight = new double[to * from];
        double[] gBias = new double[to];
        double[][][] gInput = OracleGrid.Zeros(input.Length, input[0].Length, from);
        for (int t = 0; t < input.Length; t++)
        {
            for (int b = 0; b < input[t].Length; b++)
            {
                double[] weight = Effective(t, b);
                for (int i = 0; i < to; i++)
                {
                    double g = outputGradient[t][b][i] * (OutputConverter?.Slope(sums[t][b][i]) ?? 1);
                    gBias[i] += g;
                    for (int j = 0; j < from; j++)
                    {
                        double x = input[t][b][j];
                        gWeight[(i * from) + j] += g * (InputConverter?.Apply(x) ?? x);
                        gInput[t][b][j] += g * weight[(i * from) + j] * (InputConverter?.Slope(x) ?? 1);
                    }
                }
            }
        }

        Gradients["weight"] = gWeight;
        if (Parameters.ContainsKey("bias"))
        {
            Gradients["bias"] = gBias;
        }

        return gInput;
    }

    private double[][][] Run(double[][][] input)
    {
        this.input = input;
        Parameters.TryGetValue("bias", out double[]? bias);
        sums = OracleGrid.Zeros(input.Length, input[0].Length, to);
        for (int t = 0; t < input.Length; t++)
        {
            for (int b = 0; b < input[t].Length; b++)
            {
                double[] weight = Effective(t, b);
                for (int i = 0; i < to; i++)
                {
                    double sum = bias is null ? 0 : bias[i];
                    for (int j = 0; j < from; j++)
                    {
                        sum += weight[(i * from) + j] * (InputConverter?.Apply(input[t][b][j]) ?? input[t][b][j]);
                    }

                    sums[t][b][i] = sum;
                }
            }
        }

        return OutputConverter is null ? sums : sums.Select(step => step.Select(row => row.Select(OutputConverter.Apply).ToArray()).ToArray()).ToArray();
    }

    private double[] Effective(int t, int b) => Synapses?.Invoke(Parameters["weight"], first + t, b) ?? Parameters["weight"];
}
