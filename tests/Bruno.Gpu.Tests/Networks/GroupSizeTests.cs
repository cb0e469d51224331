using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Tests.Losses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>How many threads a group of the kernels has changes no bit of output, loss or gradients.</summary>
public sealed class GroupSizeTests
{
    [Theory]
    [InlineData("bruno", IntegratorKind.Euler)]
    [InlineData("exact", IntegratorKind.Adaptive)]
    public void AnyGroupGivesTheSameBits(string method, IntegratorKind integrator)
    {
        TwinResult one = Run(1, method, integrator);
        one.AssertSomethingReachesAll();
        foreach (int group in new[] { 3, 32 })
            one.AssertSame(Run(group, method, integrator), $"groups of {group}");
    }

    private static TwinResult Run(int group, string method, IntegratorKind integrator)
    {
        using ComputeDevice device = ComputeDevice.OpenGroupedHost(32, 2, group);
        TwinNetwork<Float32> twin = new(device, 3, method: GradientMethods.Of(method));
        FelifSetup felif = new() { MicroSteps = 30, Integrator = integrator, Devices = FelifSetup.Varied(5, 2) };
        twin.Encoder(2).Linear(9, -1, 4, bias: true).Lif(recurrence: 0.5).Linear(5, -0.4, 1, bias: true).Felif(felif);
        double[][][] input = new RandomArrays(63).Cube(13, 3, 3, 0, 3);
        return twin.Product(input, new(LossKind.SpikeCount, [13, 6, 10]) { Labels = [0, 4, 2] });
    }
}
