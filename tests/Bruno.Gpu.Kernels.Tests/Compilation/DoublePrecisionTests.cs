namespace Bruno.Gpu.Kernels.Tests.Compilation;

/// <summary>Many GPUs of OpenCL do not compute in double: what trains in float must do without.</summary>
public sealed class DoublePrecisionTests
{
    /// <summary>Random numbers and levels are made in double, so that they are the same numbers in both precisions.</summary>
    private static readonly string[] MadeInDouble = ["ConverterKernels", "LineKernels", "QuantiserKernels", "SummedNoiseKernels", "SynapseKernels"];

    [Fact]
    public void KernelsInFloatDoNotComputeInDouble()
    {
        string[] users =
        [
            .. OpenClSources.All
                .Where(entry => entry.Key.Contains("Float32", StringComparison.Ordinal) && !entry.Key.Contains("Float64", StringComparison.Ordinal))
                .Where(entry => !MadeInDouble.Contains(entry.Key.Split('.')[0]))
                .Where(entry => entry.Value.Contains("double ", StringComparison.Ordinal))
                .Select(entry => entry.Key),
        ];
        Assert.Empty(users);
    }
}
