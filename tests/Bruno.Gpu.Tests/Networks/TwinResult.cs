using Bruno.Gpu.Tests.Losses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>What a network made of an input: its output, the scores of each sequence, and each parameter's gradient by name.</summary>
internal sealed record TwinResult(double[] Output, LossScores Scores, Dictionary<string, double[]> Gradients)
{
    /// <summary>The batch's mean loss.</summary>
    public double Loss => Scores.Losses.Average();

    /// <summary>Asserts that another result has the same bits.</summary>
    public void AssertSame(TwinResult other, string where)
    {
        Assert.True(AreSame(Output, other.Output), $"{where}: other outputs");
        Assert.True(AreSame(Scores.Losses, other.Scores.Losses), $"{where}: other losses");
        Assert.True(Scores.Hits.SequenceEqual(other.Scores.Hits) && Scores.Trials.SequenceEqual(other.Scores.Trials), $"{where}: other hits");
        Assert.Equal(Gradients.Keys.Order(), other.Gradients.Keys.Order());
        foreach ((string name, double[] gradient) in Gradients)
            Assert.True(AreSame(gradient, other.Gradients[name]), $"{where}: other gradient of {name}");
    }

    /// <summary>Asserts that every parameter has a finite gradient and some of it is not zero.</summary>
    public void AssertSomethingReachesAll()
    {
        foreach ((string name, double[] gradient) in Gradients)
        {
            Assert.True(gradient.All(double.IsFinite), $"gradient of {name} is not finite");
            Assert.True(gradient.Any(g => g != 0), $"nothing reaches {name}");
        }
    }

    /// <summary>Asserts that the product's result is the oracle's, and that there is something to compare.</summary>
    public void AssertAgrees(TwinResult oracle, double outputs, double loss, double gradients)
    {
        Near.Absolute([oracle.Output], [Output], outputs);
        Assert.Equal(oracle.Loss, Loss, loss);
        Assert.Equal(oracle.Gradients.Keys.Order(), Gradients.Keys.Order());
        foreach ((string name, double[] expected) in oracle.Gradients)
        {
            Assert.True(expected.Any(g => g != 0), $"nothing reaches {name}");
            double error = Near.RelativeError([expected], [Gradients[name]]);
            Assert.True(error <= gradients, $"gradient of {name} is {error:E2} off");
        }
    }

    private static bool AreSame(double[] a, double[] b) =>
        a.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(b.Select(BitConverter.DoubleToInt64Bits));
}
