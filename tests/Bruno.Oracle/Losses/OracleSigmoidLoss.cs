namespace Bruno.Oracle;

/// <summary>
/// Sigmoid cross-entropy max(z, 0) - z y + log(1 + exp(-|z|)) per step and output: each sequence's mean over its own counted steps
/// (warmup &lt;= t &lt; length) and outputs, then the mean over the sequences.
/// </summary>
public static class OracleSigmoidLoss
{
    /// <summary>Loss of logits against targets, both [T][batch][output]; null lengths are T for every sequence.</summary>
    public static OracleLoss At(double[][][] logits, double[][][] targets, int warmup = 0, int[]? lengths = null)
    {
        int batch = logits[0].Length;
        int outputs = logits[0][0].Length;
        double value = 0;
        double[][][] gradient = OracleGrid.Zeros(logits.Length, batch, outputs);
        for (int b = 0; b < batch; b++)
        {
            int length = lengths?[b] ?? logits.Length;
            if (length <= warmup)
            {
                throw new ArgumentException($"Sequence {b} has no counted step.", nameof(lengths));
            }

            double weight = 1.0 / batch / ((length - warmup) * outputs);
            for (int t = warmup; t < length; t++)
            {
                for (int j = 0; j < outputs; j++)
                {
                    double z = logits[t][b][j];
                    double y = targets[t][b][j];
                    value += weight * (Math.Max(z, 0) - (z * y) + Math.Log(1 + Math.Exp(-Math.Abs(z))));
                    gradient[t][b][j] = weight * ((1 / (1 + Math.Exp(-z))) - y);
                }
            }
        }

        return new OracleLoss(value, gradient);
    }
}
