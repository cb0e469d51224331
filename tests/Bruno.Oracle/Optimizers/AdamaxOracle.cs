namespace Bruno.Oracle;

/// <summary>
/// Adamax of one parameter array: mu &lt;- b1 mu + (1 - b1) g; nu &lt;- max(b2 nu, |g| + eps); w &lt;- w - rate (mu / (1 - b1^t)) / nu.
/// </summary>
public sealed class AdamaxOracle(double rate, double beta1 = 0.9, double beta2 = 0.995, double epsilon = 1e-8)
{
    private double[] mu = [];
    private double[] nu = [];
    private int t;

    /// <summary>Changes the weights in place.</summary>
    public void Step(double[] weights, double[] gradient)
    {
        if (t++ == 0)
        {
            mu = new double[weights.Length];
            nu = new double[weights.Length];
        }

        for (int i = 0; i < weights.Length; i++)
        {
            mu[i] = (beta1 * mu[i]) + ((1 - beta1) * gradient[i]);
            nu[i] = Math.Max(beta2 * nu[i], Math.Abs(gradient[i]) + epsilon);
            weights[i] -= rate * (mu[i] / (1 - Math.Pow(beta1, t))) / nu[i];
        }
    }
}
