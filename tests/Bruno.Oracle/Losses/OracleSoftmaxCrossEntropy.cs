namespace Bruno.Oracle;

/// <summary>-log softmax(z)[target] of one sample and its derivative softmax(z) - onehot(target).</summary>
public static class OracleSoftmaxCrossEntropy
{
    /// <summary>Loss and derivative with respect to the logits.</summary>
    public static (double Value, double[] Gradient) At(double[] logits, int target)
    {
        double largest = logits.Max();
        double logSum = largest + Math.Log(logits.Sum(z => Math.Exp(z - largest)));
        double[] gradient = logits.Select((z, i) => Math.Exp(z - logSum) - (i == target ? 1 : 0)).ToArray();
        return (logSum - logits[target], gradient);
    }
}
