using Bruno.Gpu.Configuration;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Tests.Configuration;

/// <summary>Ranges of settings: what is outside is refused with key and range, and nothing infinite gets in.</summary>
public sealed class NumberAttributeTests
{
    [Fact]
    public void RangesAreSaidInWords()
    {
        Assert.Equal("positive", new NumberAttribute { Above = 0 }.Range);
        Assert.Equal("positive, at most 1", new NumberAttribute { Above = 0, To = 1 }.Range);
        Assert.Equal("positive, below 1", new NumberAttribute { Above = 0, Below = 1 }.Range);
        Assert.Equal("not negative", new NumberAttribute { From = 0 }.Range);
        Assert.Equal("at least 1", new NumberAttribute { From = 1 }.Range);
        Assert.Equal("0 to 1", new NumberAttribute { From = 0, To = 1 }.Range);
        Assert.Equal("0 to below 1", new NumberAttribute { From = 0, Below = 1 }.Range);
        Assert.Equal("at most 3", new NumberAttribute { To = 3 }.Range);
        Assert.Equal("any", new NumberAttribute().Range);
        Assert.Equal("must be positive (A), is -3", new NumberAttribute { Above = 0, Unit = "A" }.Describe(-3));
        Assert.Equal("must be a finite number, is NaN", new NumberAttribute().Describe(double.NaN));
    }

    /// <summary>No number of a run's configuration may be infinite, absurdly large or not a number: each has a finite range.</summary>
    [Fact]
    public void EveryNumberIsBounded()
    {
        foreach (SettingTable table in SettingTable.Of<RunConfiguration>().All)
        {
            foreach (Setting setting in table.Settings.Where(setting => setting.Type.EndsWith("a number", StringComparison.Ordinal) || setting.Type.EndsWith("of numbers", StringComparison.Ordinal)))
            {
                if (table.Kind == "device" && setting.Key == "parameters")
                    continue;
                NumberAttribute number = setting.Number!;
                Assert.True(double.IsFinite(number.From) || double.IsFinite(number.Above), $"{table.Path}.{setting.Key}");
                Assert.True(double.IsFinite(number.To) || double.IsFinite(number.Below), $"{table.Path}.{setting.Key}");
            }
        }
    }

    [Theory]
    [InlineData("optimizer.learning_rate=inf")]
    [InlineData("optimizer.learning_rate=nan")]
    [InlineData("loss.time_constant=inf")]
    [InlineData("synapses.conductance.levels=[1e-6, inf]")]
    [InlineData("neuron_variability.sigmas.area=nan")]
    public void WhatIsNotFiniteIsRefusedByItsKey(string setting)
    {
        ConfigurationFault fault = Assert.Throws<ConfigurationException>(
            () => ConfigurationBinder.Bind<RunConfiguration>(ConfigurationSource.FromSetting(setting))).Faults.First(fault => fault.Message.Contains("finite", StringComparison.Ordinal));
        Assert.StartsWith(setting[..setting.IndexOf('=', StringComparison.Ordinal)], fault.Path, StringComparison.Ordinal);
        Assert.Equal($"--set {setting}", fault.Origin);
    }
}
