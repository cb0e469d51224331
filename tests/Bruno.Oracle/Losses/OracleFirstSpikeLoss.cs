namespace Bruno.Oracle;

/// <summary>
/// Softmax cross-entropy on the time to the first spike, mean over the batch: logit = -t_f / tau, t_f = sum_{t=0}^{T-1} prod_{k&lt;=t} (1 - s_k) in steps
/// (the index of the first spike; T where there is none), differentiated as that multilinear function of s.
/// </summary>
public static class OracleFirstSpikeLoss
{
    /// <summary>Loss of spikes [T][batch][class] against targets [batch]; tau in steps.</summary>
    public static OracleLoss At(double[][][] spikes, int[] targets, double tau)
    {
        int batch = targets.Length;
        int classes = spikes[0][0].Length;
        double value = 0;
        double[][][] gradient = OracleGrid.Zeros(spikes.Length, batch, classes);
        for (int b = 0; b < batch; b++)
        {
            double[][] trains = Enumerable.Range(0, classes).Select(j => spikes.Select(step => step[b][j]).ToArray()).ToArray();
            (double loss, double[] g) = OracleSoftmaxCrossEntropy.At(trains.Select(s => -Time(s) / tau).ToArray(), targets[b]);
            value += loss / batch;
            for (int j = 0; j < classes; j++)
            {
                double[] dTime = TimeGradient(trains[j]);
                for (int t = 0; t < spikes.Length; t++)
                {
                    gradient[t][b][j] = g[j] * -dTime[t] / tau / batch;
                }
            }
        }

        return new OracleLoss(value, gradient);
    }

    /// <summary>t_f of one train s [T].</summary>
    public static double Time(double[] s)
    {
        double sum = 0;
        double silent = 1;
        foreach (double spike in s)
        {
            silent *= 1 - spike;
            sum += silent;
        }

        return sum;
    }

    /// <summary>dt_f/ds_m = -sum_{t>=m} prod_{k&lt;=t, k != m} (1 - s_k) = -before_m after_m.</summary>
    private static double[] TimeGradient(double[] s)
    {
        double[] result = new double[s.Length];

        // before_m = prod_{k<m} (1 - s_k)
        double before = 1;
        for (int m = 0; m < s.Length; m++)
        {
            result[m] = -before;
            before *= 1 - s[m];
        }

        // after_m = sum_{t>=m} prod_{m<k<=t} (1 - s_k) = 1 + (1 - s_{m+1}) after_{m+1}
        double after = 1;
        for (int m = s.Length - 1; m >= 0; m--)
        {
            result[m] *= after;
            after = 1 + ((1 - s[m]) * after);
        }

        return result;
    }
}
