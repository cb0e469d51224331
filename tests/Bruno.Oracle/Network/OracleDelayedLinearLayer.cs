namespace Bruno.Oracle;

/// <summary>
/// Synapses with a delay each: y_o(t) = sum_i w_oi z_oi(t) + b_o with z_oi(t) = sum_k h(k - d_oi) x_i(t - k) / sum_k h(k - d_oi), where k goes through the multiples of
/// the spacing up to the longest delay and h(u) = max(0, 1 - |u| / halfWidth). Parameters "weight" and "delay" ([to][from] row by row), and "bias".
/// </summary>
public sealed class OracleDelayedLinearLayer : OracleLayer
{
    private readonly int from;
    private readonly int to;
    private readonly int longest;
    private readonly int spacing;
    private readonly double halfWidth;
    private double[][][] input = [];

    /// <summary>A layer with weights and delays [to][from] and a bias [to].</summary>
    public OracleDelayedLinearLayer(double[][] weight, double[][] delay, double[] bias, int longest, int spacing, double halfWidth)
    {
        (to, from) = (weight.Length, weight[0].Length);
        (this.longest, this.spacing, this.halfWidth) = (longest, spacing, halfWidth);
        Parameters["weight"] = weight.SelectMany(row => row).ToArray();
        Parameters["delay"] = delay.SelectMany(row => row).ToArray();
        Parameters["bias"] = bias.ToArray();
    }

    /// <inheritdoc/>
    public override double[][][] Forward(double[][][] input)
    {
        this.input = input;
        double[][][] y = OracleGrid.Zeros(input.Length, input[0].Length, to);
        for (int o = 0; o < to; o++)
        {
            for (int i = 0; i < from; i++)
            {
                (int Late, double Share, double Slope)[] taps = Taps(Parameters["delay"][(o * from) + i]);
                foreach ((int t, int b) in Cells())
                {
                    y[t][b][o] += Parameters["weight"][(o * from) + i] * taps.Where(tap => tap.Late <= t).Sum(tap => tap.Share * input[t - tap.Late][b][i]);
                }
            }

            foreach ((int t, int b) in Cells())
            {
                y[t][b][o] += Parameters["bias"][o];
            }
        }

        return y;
    }

    /// <inheritdoc/>
    public override double[][][] Backward(double[][][] outputGradient)
    {
        double[] gWeight = new double[to * from], gDelay = new double[to * from], gBias = new double[to];
        double[][][] gInput = OracleGrid.Zeros(input.Length, input[0].Length, from);
        for (int o = 0; o < to; o++)
        {
            for (int i = 0; i < from; i++)
            {
                int synapse = (o * from) + i;
                double weight = Parameters["weight"][synapse];
                foreach ((int late, double share, double slope) in Taps(Parameters["delay"][synapse]))
                {
                    foreach ((int t, int b) in Cells().Where(cell => cell.T >= late))
                    {
                        double g = outputGradient[t][b][o], x = input[t - late][b][i];
                        gWeight[synapse] += g * share * x;
                        gDelay[synapse] += g * weight * slope * x;
                        gInput[t - late][b][i] += g * weight * share;
                    }
                }
            }

            gBias[o] = Cells().Sum(cell => outputGradient[cell.T][cell.B][o]);
        }

        (Gradients["weight"], Gradients["delay"], Gradients["bias"]) = (gWeight, gDelay, gBias);
        return gInput;
    }

    private IEnumerable<(int T, int B)> Cells() =>
        from t in Enumerable.Range(0, input.Length)
        from b in Enumerable.Range(0, input[t].Length)
        select (t, b);

    private (int Late, double Share, double Slope)[] Taps(double delay)
    {
        (int Late, double Height, double Slope)[] heights =
        [
            .. from k in Enumerable.Range(0, (longest / spacing) + 1).Select(k => k * spacing)
               let u = (k - delay) / halfWidth
               where Math.Abs(u) < 1
               select (k, 1 - Math.Abs(u), Math.Sign(u) / halfWidth),
        ];
        double sum = heights.Sum(tap => tap.Height), slope = heights.Sum(tap => tap.Slope);
        return [.. heights.Select(tap => (tap.Late, tap.Height / sum, (tap.Slope * sum - tap.Height * slope) / (sum * sum)))];
    }
}
