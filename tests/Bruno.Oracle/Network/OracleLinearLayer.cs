namespace Bruno.Oracle;

/// <summary>y = W x + b at every step; parameters "weight" ([to][from] row by row) and, where there is one, "bias".</summary>
public sealed class OracleLinearLayer : OracleLayer
{
    private readonly int from;
    private readonly int to;
    private double[][][] input = [];

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

    /// <inheritdoc/>
    public override double[][][] Forward(double[][][] input)
    {
        this.input = input;
        double[] weight = Parameters["weight"];
        Parameters.TryGetValue("bias", out double[]? bias);
        double[][][] output = OracleGrid.Zeros(input.Length, input[0].Length, to);
        for (int t = 0; t < input.Length; t++)
        {
            for (int b = 0; b < input[t].Length; b++)
            {
                for (int i = 0; i < to; i++)
                {
                    double sum = bias is null ? 0 : bias[i];
                    for (int j = 0; j < from; j++)
                    {
                        sum += weight[(i * from) + j] * input[t][b][j];
                    }

                    output[t][b][i] = sum;
                }
            }
        }

        return output;
    }

    /// <inheritdoc/>
    public override double[][][] Backward(double[][][] outputGradient)
    {
        double[] weight = Parameters["weight"];
        double[] gWeight = new double[to * from];
        double[] gBias = new double[to];
        double[][][] gInput = OracleGrid.Zeros(input.Length, input[0].Length, from);
        for (int t = 0; t < input.Length; t++)
        {
            for (int b = 0; b < input[t].Length; b++)
            {
                for (int i = 0; i < to; i++)
                {
                    double g = outputGradient[t][b][i];
                    gBias[i] += g;
                    for (int j = 0; j < from; j++)
                    {
                        gWeight[(i * from) + j] += g * input[t][b][j];
                        gInput[t][b][j] += g * weight[(i * from) + j];
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
}
