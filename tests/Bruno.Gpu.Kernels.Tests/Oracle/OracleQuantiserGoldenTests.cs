using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Oracle;

public class OracleQuantiserGoldenTests
{
    [Fact]
    public void EveryCase_matches()
    {
        GoldenNode file = GoldenFile.Load("quantiser");
        int cases = 0;
        foreach (GoldenNode entry in file["cases"].Items)
        {
            string matrix = entry["matrix"].Text();
            double[] weights = Flat(file["matrices"][matrix]), uniforms = Flat(file["uniforms"][matrix]);
            OracleQuantiser quantiser = new(entry["bits"].Integer(), entry["variant"].Text() == "head");
            double[]? drawn = entry["stochastic"].Flag() ? uniforms : null;
            Assert.Equal(Flat(entry["levels"]), quantiser.Levels(weights, drawn).Select(level => (double)level));
            Assert.Equal(entry["step"].Number(), quantiser.Step(weights.Max(Math.Abs)));
            Assert.Equal(Flat(entry["dequantised"]), quantiser.Quantise(weights, drawn));
            cases++;
        }

        Assert.True(cases >= 4);
    }

    private static double[] Flat(GoldenNode matrix) => matrix.Matrix().SelectMany(row => row).ToArray();
}
