namespace Bruno.Oracle;

/// <summary>
/// Losses of samples with a class that go by values over time, in the counted steps warmup &lt;= t &lt; length of each sequence: softmax
/// cross-entropy of the maximum (the first of several has the derivative), of the mean, or of every step, averaged; then the mean over
/// the batch. z = scale x; the wanted probabilities are (1 - smoothing) onehot + smoothing / classes.
/// </summary>
public static class OracleOverTimeLosses
{
    /// <summary>Cross-entropy of max_t z.</summary>
    public static OracleLoss Maximum(double[][][] x, int[] labels, int[] lengths, int warmup, double scale, double smoothing) =>
        Over(x, labels, lengths, (b, gradient) =>
        {
            int[] at = Enumerable.Range(0, x[0][b].Length)
                .Select(i => Enumerable.Range(warmup, lengths[b] - warmup).OrderByDescending(t => x[t][b][i]).First()).ToArray();
            (double loss, double[] g) = OracleSoftmaxCrossEntropy.At(at.Select((t, i) => scale * x[t][b][i]).ToArray(), labels[b], smoothing);
            for (int i = 0; i < at.Length; i++)
            {
                gradient[at[i]][b][i] = scale * g[i];
            }

            return loss;
        });

    /// <summary>Cross-entropy of mean_t z.</summary>
    public static OracleLoss Mean(double[][][] x, int[] labels, int[] lengths, int warmup, double scale, double smoothing) =>
        Over(x, labels, lengths, (b, gradient) =>
        {
            int counted = lengths[b] - warmup;
            double[] mean = Enumerable.Range(0, x[0][b].Length)
                .Select(i => scale * x.Take(lengths[b]).Skip(warmup).Sum(step => step[b][i]) / counted).ToArray();
            (double loss, double[] g) = OracleSoftmaxCrossEntropy.At(mean, labels[b], smoothing);
            for (int t = warmup; t < lengths[b]; t++)
            {
                gradient[t][b] = g.Select(value => scale * value / counted).ToArray();
            }

            return loss;
        });

    /// <summary>mean_t of the cross-entropy of z.</summary>
    public static OracleLoss EachStep(double[][][] x, int[] labels, int[] lengths, int warmup, double scale, double smoothing) =>
        Over(x, labels, lengths, (b, gradient) =>
        {
            int counted = lengths[b] - warmup;
            double sum = 0;
            for (int t = warmup; t < lengths[b]; t++)
            {
                (double loss, double[] g) = OracleSoftmaxCrossEntropy.At(x[t][b].Select(value => scale * value).ToArray(), labels[b], smoothing);
                sum += loss / counted;
                gradient[t][b] = g.Select(value => scale * value / counted).ToArray();
            }

            return sum;
        });

    private static OracleLoss Over(double[][][] x, int[] labels, int[] lengths, Func<int, double[][][], double> ofElement)
    {
        double[][][] gradient = OracleGrid.Zeros(x.Length, labels.Length, x[0][0].Length);
        double value = Enumerable.Range(0, labels.Length).Sum(b => ofElement(b, gradient)) / labels.Length;
        return new OracleLoss(value, gradient.Select(step => step.Select(row => row.Select(g => g / labels.Length).ToArray()).ToArray()).ToArray());
    }
}
