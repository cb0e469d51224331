namespace Bruno.Oracle;

/// <summary>SGD with momentum of one parameter array: u &lt;- momentum u + g (undamped); w &lt;- w - rate u.</summary>
public sealed class SgdOracle(double rate, double momentum = 0)
{
    private double[] u = [];

    /// <summary>Changes the weights in place.</summary>
    public void Step(double[] weights, double[] gradient)
    {
        if (u.Length == 0)
        {
            u = new double[weights.Length];
        }

        for (int i = 0; i < weights.Length; i++)
        {
            u[i] = (momentum * u[i]) + gradient[i];
            weights[i] -= rate * u[i];
        }
    }
}
