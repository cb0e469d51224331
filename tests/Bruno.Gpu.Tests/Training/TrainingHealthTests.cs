using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>Signs that a training goes wrong while all its numbers are finite.</summary>
public sealed class TrainingHealthTests : IDisposable
{
    private const long Steps = 100;

    private readonly ComputeDevice device = ComputeDevice.Open("cpu");
    private readonly TrainingSession<Float32> session;

    public TrainingHealthTests() => session = new(device, SessionSetup.Classification, SessionSetup.DataOf(SessionSetup.Classification));

    /// <summary>A layer that never fires and one that always does are named with their numbers, once.</summary>
    [Fact]
    public void DeadAndSaturatedLayersAreNamedOnce()
    {
        TrainingHealth<Float32> health = new(session.Network);
        Gradients(1);
        IReadOnlyList<string> signs = health.AfterEpoch(3, Activity(lif: 0, devices: 0.97), Steps);
        Assert.Collection(
            signs,
            sign => Assert.StartsWith("layer 1.rlif has not fired once in epoch 3", sign, StringComparison.Ordinal),
            sign => Assert.StartsWith("layer 3.felif fires in 97 % of all steps in epoch 3", sign, StringComparison.Ordinal));
        Assert.Empty(health.AfterEpoch(4, Activity(lif: 0, devices: 0.97), Steps));
    }

    [Fact]
    public void NothingIsSaidOfAHealthyEpoch()
    {
        TrainingHealth<Float32> health = new(session.Network);
        Gradients(0.3);
        Assert.Empty(health.AfterEpoch(1, Activity(lif: 0.1, devices: 0.9), Steps));
        Gradients(30);
        Assert.Empty(health.AfterEpoch(2, Activity(lif: 0.1, devices: 0.9), Steps));
    }

    /// <summary>By its size, also where its square is beyond what float holds, and by its growth.</summary>
    [Theory]
    [InlineData(1e9, 1e9)]
    [InlineData(1e30, 1e30)]
    [InlineData(1e-3, 20)]
    public void AnExplosionIsSaid(double first, double then)
    {
        TrainingHealth<Float32> health = new(session.Network);
        Gradients(first);
        bool atOnce = health.AfterEpoch(1, Activity(0.1, 0.1), Steps).Any(sign => sign.StartsWith("the gradient explodes", StringComparison.Ordinal));
        Gradients(then);
        bool later = health.AfterEpoch(2, Activity(0.1, 0.1), Steps).Any(sign => sign.StartsWith("the gradient explodes", StringComparison.Ordinal));
        Assert.Equal((first > 1, first < 1), (atOnce, later));
    }

    [Fact]
    public void WhereEveryGradientIsZeroEverythingIsMasked()
    {
        TrainingHealth<Float32> health = new(session.Network);
        Gradients(0);
        Assert.StartsWith("all gradients are 0 to the last bit in the last batch of epoch 2", Assert.Single(health.AfterEpoch(2, Activity(0.1, 0.1), Steps)), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        session.Dispose();
        device.Dispose();
    }

    private void Gradients(double value) =>
        ConformanceBuffers.Upload(session.Network.Parameters.Gradients, device.Accelerator.DefaultStream, [.. Enumerable.Repeat(value, session.Network.Parameters.Length)]);

    private NetworkActivity Activity(double lif, double devices)
    {
        double[] rates = [0, lif, 0, devices];
        return new([.. session.Network.Layers.Zip(rates, (layer, rate) => new LayerActivity(layer.Outputs, rate * layer.Outputs * Steps, 0))], 0);
    }
}
