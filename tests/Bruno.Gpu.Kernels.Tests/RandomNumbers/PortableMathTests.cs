using Bruno.Gpu.Kernels.RandomNumbers;

namespace Bruno.Gpu.Kernels.Tests.RandomNumbers;

public sealed class PortableMathTests
{
    [Fact]
    public void Exp_AgreesWithThePlatform()
    {
        for (double x = -30.0; x <= 30.0; x += 0.0137)
            Assert.Equal(1.0, PortableMath.Exp(x) / Math.Exp(x), 2e-15);
        Assert.Equal(1.0, PortableMath.Exp(0.0));
    }

    [Fact]
    public void Log_AgreesWithThePlatform()
    {
        for (double x = 1e-16; x <= 1e6; x *= 1.0137)
            Assert.Equal(Math.Log(x), PortableMath.Log(x), 2e-15 * Math.Max(1.0, Math.Abs(Math.Log(x))));
        Assert.Equal(0.0, PortableMath.Log(1.0));
    }

    [Fact]
    public void SinCosOfTurns_AgreesWithThePlatform()
    {
        for (double turns = -1.0; turns <= 1.0; turns += 0.00137)
        {
            (double sine, double cosine) = PortableMath.SinCosOfTurns(turns);
            Assert.Equal(Math.Sin(2 * Math.PI * turns), sine, 3e-15);
            Assert.Equal(Math.Cos(2 * Math.PI * turns), cosine, 3e-15);
        }

        Assert.Equal(new NumberPair(1.0, 0.0), PortableMath.SinCosOfTurns(0.25));
    }
}
