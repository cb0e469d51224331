using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Oracle;

public class OracleSurrogateTests
{
    [Fact]
    public void GoldenTable_matches()
    {
        foreach (GoldenNode row in GoldenFile.Load("felif_00_micro_trace")["surrogate_table"].Items)
        {
            foreach (string name in row.Names.Where(x => x != "x"))
            {
                Assert.Equal(row[name].Number(), OracleSurrogateDerivative.At(OracleSurrogateDerivative.Parse(name), 10, row["x"].Number()), 1e-15);
            }
        }
    }

    [Theory]
    [InlineData(OracleSurrogate.Arctangent, 0.1, 0.288400439)] // 1 / (1 + (pi/2)^2)
    [InlineData(OracleSurrogate.Sigmoid, 0.1, 0.786447733)] // 4 e / (1 + e)^2
    [InlineData(OracleSurrogate.Rectangular, 0.099, 1)]
    [InlineData(OracleSurrogate.Rectangular, 0.1, 0)]
    public void Formula_matches(OracleSurrogate surrogate, double x, double expected)
    {
        Assert.Equal(expected, OracleSurrogateDerivative.At(surrogate, 10, x), 1e-9);
        Assert.Equal(expected, OracleSurrogateDerivative.At(surrogate, 10, -x), 1e-9);
        Assert.Equal(1, OracleSurrogateDerivative.At(surrogate, 10, 0));
    }
}
