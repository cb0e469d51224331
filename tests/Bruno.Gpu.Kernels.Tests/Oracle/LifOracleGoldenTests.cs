using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Oracle;

public class LifOracleGoldenTests
{
    [Theory]
    [InlineData("lif_01")]
    [InlineData("rlif_01")]
    public void Forward_matches(string name)
    {
        GoldenNode file = GoldenFile.Load(name);
        LifOracleTrajectory run = GoldenFile.Lif(file).Forward(file["input_current"].Cube());
        Near.Absolute(file["u"].Cube(), run.V, 1e-12);
        Near.Absolute(file["i"].Cube(), run.I, 1e-12);
        Near.Absolute(file["s"].Cube(), run.S, 0);
    }

    [Theory]
    [InlineData("lif_01")]
    [InlineData("rlif_01")]
    public void Gradient_matches(string name)
    {
        GoldenNode file = GoldenFile.Load(name);
        LifOracle oracle = GoldenFile.Lif(file);
        LifOracleTrajectory run = oracle.Forward(file["input_current"].Cube());
        LifOracleGradient gradient = oracle.Backward(run, file["w"].Cube(), file["uw"].Cube());
        Near.RelativeToMaximum(file["dL_dI"].Cube(), gradient.Input, 1e-8);
        Near.RelativeToMaximum(file["dL_dalpha"].Vector(), gradient.Alpha, 1e-8);
        Near.RelativeToMaximum(file["dL_dbeta"].Vector(), gradient.Beta, 1e-8);
        Assert.Equal(file["dL_drecurrent"].IsNull, gradient.Recurrent is null);
        if (gradient.Recurrent is not null)
        {
            Near.RelativeToMaximum(file["dL_drecurrent"].Matrix(), gradient.Recurrent, 1e-8);
        }
    }
}
