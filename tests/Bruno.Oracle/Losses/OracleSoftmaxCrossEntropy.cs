namespace Bruno.Oracle;

/// <summary>-sum q log softmax(z) of one sample and its derivative softmax(z) - q, q = (1 - smoothing) onehot(target) + smoothing / classes.</summary>
public static class OracleSoftmaxCrossEntropy
{
    /// <summary>Loss and derivative with respect to the logits.</summary>
    public static (double Value, double[] Gradient) At(double[] logits, int target, double smoothing = 0)
    {
        double largest = logits.Max();
        double logSum = largest + Math.Log(logits.Sum(z => Math.Exp(z - largest)));
        double[] wanted = logits.Select((_, i) => ((1 - smoothing) * (i == target ? 1 : 0)) + (smoothing / logits.Length)).ToArray();
        double[] gradient = logits.Select((z, i) => Math.Exp(z - logSum) - wanted[i]).ToArray();
        return (logSum - wanted.Zip(logits, (q, z) => q == 0 ? 0 : q * z).Sum(), gradient);
    }
}
