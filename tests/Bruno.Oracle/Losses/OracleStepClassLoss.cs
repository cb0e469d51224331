namespace Bruno.Oracle;

/// <summary>
/// Softmax cross-entropy of each step against that step's class: each sequence's mean over its own counted steps (warmup &lt;= t &lt;
/// length, and a target row that is not all zeros), then the mean over the sequences; a sequence without counted steps adds nothing.
/// </summary>
public static class OracleStepClassLoss
{
    /// <summary>Loss of logits against one-hot targets, both [T][batch][class].</summary>
    public static OracleLoss At(double[][][] logits, double[][][] targets, int warmup, int[] lengths)
    {
        double value = 0;
        double[][][] gradient = OracleGrid.Zeros(logits.Length, lengths.Length, logits[0][0].Length);
        for (int b = 0; b < lengths.Length; b++)
        {
            int[] counted = Enumerable.Range(0, lengths[b]).Where(t => t >= warmup && targets[t][b].Any(y => y != 0)).ToArray();
            foreach (int t in counted)
            {
                (double loss, double[] g) = OracleSoftmaxCrossEntropy.At(logits[t][b], Array.IndexOf(targets[t][b], 1.0));
                value += loss / counted.Length / lengths.Length;
                gradient[t][b] = g.Select(x => x / counted.Length / lengths.Length).ToArray();
            }
        }

        return new OracleLoss(value, gradient);
    }
}
