namespace Bruno.Oracle;

/// <summary>
/// e = gain (tile(x) + bias): unit c * inputs + i is gain[unit] (x[i] + bias[unit]) for copy c of the inputs; parameters "gain" and "bias".
/// </summary>
public sealed class OracleEncoderLayer : OracleLayer
{
    private double[][][] input = [];

    /// <summary>An encoder with gain and bias of length copies * inputs.</summary>
    public OracleEncoderLayer(double[] gain, double[] bias)
    {
        Parameters["gain"] = gain.ToArray();
        Parameters["bias"] = bias.ToArray();
    }

    /// <inheritdoc/>
    public override double[][][] Forward(double[][][] input)
    {
        this.input = input;
        double[] gain = Parameters["gain"];
        double[] bias = Parameters["bias"];
        return input.Select(step => step.Select(x =>
            Enumerable.Range(0, gain.Length).Select(u => gain[u] * (x[u % x.Length] + bias[u])).ToArray()).ToArray()).ToArray();
    }

    /// <inheritdoc/>
    public override double[][][] Backward(double[][][] outputGradient)
    {
        double[] gain = Parameters["gain"];
        double[] bias = Parameters["bias"];
        int inputs = input[0][0].Length;
        double[] gGain = new double[gain.Length];
        double[] gBias = new double[gain.Length];
        double[][][] gInput = OracleGrid.Zeros(input.Length, input[0].Length, inputs);
        for (int t = 0; t < input.Length; t++)
        {
            for (int b = 0; b < input[t].Length; b++)
            {
                for (int u = 0; u < gain.Length; u++)
                {
                    double g = outputGradient[t][b][u];
                    gGain[u] += g * (input[t][b][u % inputs] + bias[u]);
                    gBias[u] += g * gain[u];
                    gInput[t][b][u % inputs] += g * gain[u];
                }
            }
        }

        Gradients["gain"] = gGain;
        Gradients["bias"] = gBias;
        return gInput;
    }
}
