namespace Bruno.Gpu.Tests.Networks;

/// <summary>What a network made of an input: its output, the batch's mean loss, and each parameter's gradient by name.</summary>
internal sealed record TwinResult(double[] Output, double Loss, Dictionary<string, double[]> Gradients)
{
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
}
