namespace Bruno.Oracle;

/// <summary>
/// (z - y)^2 per step and output: each sequence's mean over its own counted steps (warmup &lt;= t &lt; length) and outputs, then the mean
/// over the sequences; a sequence without counted steps adds nothing.
/// </summary>
public static class OracleSquaredError
{
    /// <summary>Loss of outputs against targets, both [T][batch][output].</summary>
    public static OracleLoss At(double[][][] outputs, double[][][] targets, int warmup, int[] lengths)
    {
        int width = outputs[0][0].Length;
        double value = 0;
        double[][][] gradient = OracleGrid.Zeros(outputs.Length, lengths.Length, width);
        for (int b = 0; b < lengths.Length; b++)
        {
            double terms = (lengths[b] - warmup) * width * lengths.Length;
            for (int t = warmup; t < lengths[b]; t++)
            {
                for (int j = 0; j < width; j++)
                {
                    double error = outputs[t][b][j] - targets[t][b][j];
                    value += error * error / terms;
                    gradient[t][b][j] = 2 * error / terms;
                }
            }
        }

        return new OracleLoss(value, gradient);
    }
}
