using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;

namespace Bruno.Gpu.Tests.Datasets;

public sealed class TactileOptionsTests
{
    public static TheoryData<TactileOptions, string> Faulty => new()
    {
        { new() { Letters = 1 }, "letters" },
        { new() { Letters = 28 }, "letters" },
        { new() { Repetitions = 2 }, "repetitions" },
        { new() { Taxels = [] }, "taxels" },
        { new() { Taxels = [0] }, "taxels" },
        { new() { Taxels = [13] }, "taxels" },
        { new() { Taxels = [1, 2, 1] }, "taxels" },
        { new() { Steps = 1 }, "steps" },
        { new() { Noise = -1 }, "noise" },
        { new() { Drift = double.PositiveInfinity }, "drift" },
        { new() { SpeedSpread = 0.31 }, "speed_spread" },
        { new() { LateralSpreadMetres = 1 }, "lateral_spread_metres" },
        { new() { RotationSpreadDegrees = 31 }, "rotation_spread_degrees" },
        { new() { PressureSpread = 1 }, "pressure_spread" },
        { new() { TaxelGainSpread = -0.1 }, "taxel_gain_spread" },
        { new() { StartDelaySeconds = 11 }, "start_delay_seconds" },
        { new() { TrainFraction = 0 }, "train_fraction" },
        { new() { TrainFraction = 0.5, ValidationFraction = double.NaN }, "validation_fraction" },
        { new() { TrainFraction = 0.6, ValidationFraction = 0.4 }, "validation_fraction" },
    };

    [Fact]
    public void Defaults_AreFine() => Assert.Empty(ConfigurationBinder.Check(new TactileOptions(), "test"));

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Fault_HasItsKey(TactileOptions options, string key) =>
        Assert.StartsWith(key, Assert.Single(ConfigurationBinder.Check(options, "test")).Path, StringComparison.Ordinal);

    [Theory]
    [InlineData(3, 1, 1, 1)]
    [InlineData(4, 2, 1, 1)]
    [InlineData(10, 7, 2, 1)]
    [InlineData(20, 14, 3, 3)]
    [InlineData(100, 70, 15, 15)]
    public void DefaultFractions_LeaveNoSplitEmpty(int repetitions, int train, int validation, int test)
    {
        TactileOptions options = new() { Repetitions = repetitions };
        Assert.Equal((train, validation), (options.TrainRepetitions, options.ValidationRepetitions));
        Assert.Equal(test, repetitions - train - validation);
    }
}
