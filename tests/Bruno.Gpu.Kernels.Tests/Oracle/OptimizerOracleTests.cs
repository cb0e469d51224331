using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Oracle;

/// <summary>Two steps worked out by hand; Adamax is proved by the network golden file as well.</summary>
public class OptimizerOracleTests
{
    [Fact]
    public void Adam_matches()
    {
        double[] w = [1];
        AdamOracle adam = new(0.1, 0.5, 0.75, 0);
        adam.Step(w, [2]); // m = 1, v = 1; corrected 2 and 4
        Assert.Equal(0.9, w[0], 1e-15);
        adam.Step(w, [-4]); // m = -1.5, v = 4.75; corrected -2 and 4.75 / 0.4375
        Assert.Equal(0.9 + (0.1 * 2 / Math.Sqrt(4.75 / 0.4375)), w[0], 1e-15);
    }

    [Fact]
    public void Adamax_matches()
    {
        double[] w = [1];
        AdamaxOracle adamax = new(0.1, 0.5, 0.75, 0);
        adamax.Step(w, [2]); // mu = 1, nu = 2
        Assert.Equal(0.9, w[0], 1e-15);
        adamax.Step(w, [1]); // mu = 1, nu = 1.5
        Assert.Equal(0.9 - (0.1 / 0.75 / 1.5), w[0], 1e-15);
    }

    [Fact]
    public void Sgd_matches()
    {
        double[] w = [1];
        SgdOracle sgd = new(0.1, 0.5);
        sgd.Step(w, [2]);
        Assert.Equal(0.8, w[0], 1e-15);
        sgd.Step(w, [1]);
        Assert.Equal(0.6, w[0], 1e-15);
    }
}
