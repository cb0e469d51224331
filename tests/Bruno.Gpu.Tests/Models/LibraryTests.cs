using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Checks;
using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Tests.Models;

/// <summary>The models written as text that come with the program.</summary>
public sealed class LibraryTests
{
    public static TheoryData<string> Names => [.. ModelLibrary.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void AModelOfTheLibraryIsRight(string name)
    {
        Model model = ModelLibrary.Find(name);
        Assert.Equal(name, model.Name);
        Assert.Empty(model.Warnings);
        Assert.NotEmpty(model.Reference);
        Assert.All(model.Parameters, parameter => Assert.True(parameter.Meaning.Length > 0 && parameter.Source.Length > 0, parameter.Name));
        ModelReport report = ModelReport.Of(model);
        Assert.Empty(report.Unavoidable);
        Assert.Empty(report.Device.Derivatives.Deviating);
        Assert.True(report.Device.Derivatives.Compared > 100, $"{report.Device.Derivatives}");
        Assert.Equal(3 * model.Variables.Count, report.Device.TimeConstants.Count);
    }

    [Fact]
    public void FelifIsTheOneOfTheProgram() => AreTheSame<FelifParameters>(ModelLibrary.Find("felif"), new FelifModel(), new Felif<Float64>(new()));

    [Fact]
    public void HeraclesIsTheOneOfTheProgram() => AreTheSame<HeraclesParameters>(ModelLibrary.Find("heracles"), new HeraclesModel(), new Heracles<Float64>(new()));

    [Fact]
    public void SwitchesOfFelifAreThoseOfTheProgram()
    {
        ModelInterpreter interpreter = new(ModelLibrary.Find("felif"), new Dictionary<string, double> { ["sign_of_zero"] = 1, ["fires_at_threshold"] = 0 });
        Felif<Float64> felif = new(new() { SignOfZero = 1, FiresAtThreshold = 0 });
        DeviceState<Float64> rates = felif.Rates(new DeviceState<Float64>(new(0), new(-0.22)), new Float64(1));
        Assert.Equal(rates.Potential.Number, interpreter.RateValues([0, -0.22], 1e-9)[0] * 1e-3, 1e-12 * Math.Abs(rates.Potential.Number));
        Assert.False(interpreter.Fires([2.5, 0], 0));
        Assert.True(new ModelInterpreter(ModelLibrary.Find("felif")).Fires([2.5, 0], 0));
    }

    /// <summary>What BRUNO holds is held: the coarse derivatives of the text are those of the program's own dual numbers.</summary>
    [Fact]
    public void WhatFelifHoldsIsHeld()
    {
        ModelInterpreter held = new(ModelLibrary.Find("felif"), holds: HoldChoice.All);
        Jet[] rates = held.Rates([0.7, -0.1], 1e-9);
        double rate = held.Observe("switching_rate", [0.7, -0.1], 0).Value;
        Assert.Equal(0, rates[1].Slope(0));
        Assert.Equal(-rate, rates[1].Slope(1), 1e-12 * rate);
    }

    /// <summary>Each fires at the upper part of the inputs that it is meant for, and is still without input.</summary>
    [Theory]
    [InlineData("felif", 2e-9, 60e-3, 7, 9)]
    [InlineData("heracles", 4e-9, 60e-3, 2, 12)]
    [InlineData("hodgkin-huxley", 0.1e-9, 100e-3, 4, 9)]
    [InlineData("vteam", 4e-9, 100e-3, 20, 40)]
    [InlineData("adex", 1.5e-9, 100e-3, 7, 11)]
    [InlineData("mott", 100e-6, 100e-3, 30, 50)]
    [InlineData("reram", 10e-6, 100e-3, 3, 60)]
    public void AModelFires(string name, double input, double seconds, int least, int most)
    {
        Model model = ModelLibrary.Find(name);
        Assert.Empty(new ImplicitRun(model).Spikes(0, seconds));
        List<double> spikes = new ImplicitRun(model).Spikes(input, seconds);
        Assert.True(spikes.Count >= least && spikes.Count <= most, $"{spikes.Count} spikes: {string.Join(", ", spikes)}");
        Assert.True(input <= model.Input.High);
    }

    /// <summary>A weak input is drained by the memristor that it switches on, a strong one is not.</summary>
    [Fact]
    public void TheMemristorDrainsWeakInputs()
    {
        Model model = ModelLibrary.Find("vteam");
        ImplicitRun weak = new(model);
        Assert.Empty(weak.Spikes(1.5e-9, 0.2));
        Assert.True(weak.States[^1].State[1] < 1e-9, "The memristor stays off.");
        // With a resistor as large as the memristor when off, the same input fires: 1.5 nA x 2 Gohm is 3 V.
        Assert.NotEmpty(new ImplicitRun(model, new Dictionary<string, double> { ["rate_on"] = 1e-3 }).Spikes(1.5e-9, 0.2));
    }

    /// <summary>A switch of heat has a threshold: below it, the device warms up and stays cool enough.</summary>
    [Fact]
    public void TheMottSwitchHasAThreshold()
    {
        ImplicitRun weak = new(ModelLibrary.Find("mott"));
        Assert.Empty(weak.Spikes(10e-6, 0.3));
        Assert.InRange(weak.States[^1].State[1], 297, 340);
    }

    /// <summary>The Hodgkin-Huxley model is the published one: its resting state, and its gates at rest.</summary>
    [Fact]
    public void TheNerveRests()
    {
        ModelInterpreter interpreter = new(ModelLibrary.Find("hodgkin-huxley"));
        double Rate(string name) => interpreter.Observe(name, [-65e-3, 0, 0, 0], 0).Value;
        Assert.Equal(0.2235637, Rate("alpha_m") * 1e-3, 1e-6);
        Assert.Equal(4, Rate("beta_m") * 1e-3, 1e-12);
        Assert.Equal(0.07, Rate("alpha_h") * 1e-3, 1e-12);
        Assert.Equal(0.0474259, Rate("beta_h") * 1e-3, 1e-6);
        Assert.Equal(0.0581977, Rate("alpha_n") * 1e-3, 1e-6);
        Assert.Equal(0.125, Rate("beta_n") * 1e-3, 1e-12);
        Assert.All(interpreter.RateValues(interpreter.Initial, 0).Skip(1), rate => Assert.Equal(0, rate, 0.05));
        Assert.Equal(1000, interpreter.Observe("alpha_m", [-40e-3, 0, 0, 0], 0).Value, 1e-9);
        Assert.Equal(100, interpreter.Observe("alpha_n", [-55e-3, 0, 0, 0], 0).Value, 1e-9);
    }

    private static void AreTheSame<TParameters>(Model text, IDeviceModel code, object device)
    {
        Assert.Equal(
            code.Parameters.Select(parameter => (parameter.Name, parameter.Default, parameter.Unit, parameter.Meaning, parameter.Source, parameter.Signed, parameter.Varies, parameter.IsSwitch)),
            text.Parameters.Select(parameter => (parameter.Name, parameter.Value, parameter.Unit, parameter.Meaning, parameter.Source, parameter.Signed, parameter.Varies, parameter.IsSwitch)));
        Assert.Equal(code.EulerNeedsDouble, text.EulerNeedsDouble);
        ModelInterpreter interpreter = new(text);
        Assert.Equal(code.SpikeEnergy(new Dictionary<string, double>())!.Value, interpreter.SpikeEnergy!.Value, 1e-24);
        Assert.Equal(code.StaticPower(new Dictionary<string, double>())!.Value, interpreter.StaticPower!.Value, 1e-24);
        _ = device is Felif<Float64> felif ? Compare(felif) : Compare((Heracles<Float64>)device);

        bool Compare<TDevice>(TDevice built)
            where TDevice : unmanaged, IDevice<TDevice, Float64, DeviceState<Float64>, Matrix2<Float64>>
        {
            double[] Numbers(DeviceState<Float64> state) => [state.Potential.Number, state.Internal.Number];
            Assert.Equal(Numbers(built.Initial), interpreter.Initial);
            Assert.Equal(Numbers(built.Reset(built.Initial)), interpreter.Reset(interpreter.Initial));
            Assert.Equal(Numbers(built.Lower), interpreter.Lower);
            Assert.Equal(Numbers(built.Upper), interpreter.Upper);
            Assert.Equal(FiringThreshold.Of<TDevice, Float64, DeviceState<Float64>, Matrix2<Float64>>(built).Number, interpreter.Level);
            Random random = new(3);
            double[] low = interpreter.Lower, high = interpreter.Upper;
            for (int sample = 0; sample < 500; ++sample)
            {
                double[] state = [.. low.Select((value, index) => value + (high[index] - value) * random.NextDouble())];
                double current = -10 + 20 * random.NextDouble();
                DeviceState<Float64> inside = new(new(state[0]), new(state[1]));
                double[] expected = Numbers(built.Rates(inside, new Float64(current)));
                double[] rates = [.. interpreter.RateValues(state, current * 1e-9).Select(rate => rate * 1e-3)];
                Assert.Equal(expected[0], rates[0], 1e-12 * Math.Abs(expected[0]));
                Assert.Equal(expected[1], rates[1], 1e-12 * Math.Abs(expected[1]));
                double field = built.Observable(0, inside, new(0)).Number;
                Assert.Equal(field, interpreter.Observe("electric_field", state, 0).Value * 1e-9, 1e-12 * Math.Abs(field));
            }

            return true;
        }
    }
}
