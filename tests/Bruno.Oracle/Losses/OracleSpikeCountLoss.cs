namespace Bruno.Oracle;

/// <summary>Softmax cross-entropy with the spike counts sum_t s as logits, mean over the batch.</summary>
public static class OracleSpikeCountLoss
{
    /// <summary>Loss of spikes [T][batch][class] against targets [batch].</summary>
    public static OracleLoss At(double[][][] spikes, int[] targets)
    {
        int batch = targets.Length;
        int classes = spikes[0][0].Length;
        double value = 0;
        double[][][] gradient = OracleGrid.Zeros(spikes.Length, batch, classes);
        for (int b = 0; b < batch; b++)
        {
            double[] counts = Enumerable.Range(0, classes).Select(j => spikes.Sum(step => step[b][j])).ToArray();
            (double loss, double[] g) = OracleSoftmaxCrossEntropy.At(counts, targets[b]);
            value += loss / batch;
            foreach (double[][] step in gradient)
            {
                step[b] = g.Select(x => x / batch).ToArray();
            }
        }

        return new OracleLoss(value, gradient);
    }
}
