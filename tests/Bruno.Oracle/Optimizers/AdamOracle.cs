namespace Bruno.Oracle;

/// <summary>
/// Adam of one parameter array: m &lt;- b1 m + (1 - b1) g; v &lt;- b2 v + (1 - b2) g^2;
/// w &lt;- w - rate (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps).
/// </summary>
public sealed class AdamOracle(double rate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
{
    private double[] m = [];
    private double[] v = [];
    private int t;

    /// <summary>Changes the weights in place.</summary>
    public void Step(double[] weights, double[] gradient)
    {
        if (t++ == 0)
        {
            m = new double[weights.Length];
            v = new double[weights.Length];
        }

        for (int i = 0; i < weights.Length; i++)
        {
            m[i] = (beta1 * m[i]) + ((1 - beta1) * gradient[i]);
            v[i] = (beta2 * v[i]) + ((1 - beta2) * gradient[i] * gradient[i]);
            double mean = m[i] / (1 - Math.Pow(beta1, t));
            double square = v[i] / (1 - Math.Pow(beta2, t));
            weights[i] -= rate * mean / (Math.Sqrt(square) + epsilon);
        }
    }
}
