using Bruno.Gpu.Cards;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Tests.Cards;

public sealed class DeviceCardTests
{
    public static TheoryData<string> Names => [.. CardCatalogue.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryCardIsRight(string name)
    {
        DeviceCard card = CardCatalogue.Find(name);
        Assert.NotEmpty(card.Values);
        Assert.All(card.Values, value => Assert.False(string.IsNullOrWhiteSpace(value.Source)));
        if (card.Kind == CardKind.Synapse)
            Assert.False(card.Synapses().IsIdeal);
        else
            Assert.Empty(DeviceCatalogue.Find(card.Model!).Validate(card.Overrides()));
    }

    [Fact]
    public void ThereAreANeuronAndTwoSynapses()
    {
        DeviceCard[] cards = [.. CardCatalogue.Names.Select(CardCatalogue.Find)];
        Assert.True(cards.Count(card => card.Kind == CardKind.Synapse) >= 2);
        Assert.Contains(cards, card => card.Kind == CardKind.Neuron);
    }

    /// <summary>Units are converted without a rounding of their own: the card and the model agree to the last bit.</summary>
    [Theory]
    [InlineData("felif")]
    [InlineData("heracles")]
    public void TheCardOfAModelIsItsDefaults(string model)
    {
        IReadOnlyDictionary<string, double> values = CardCatalogue.Find(model).Overrides();
        foreach (DeviceParameter parameter in DeviceCatalogue.Find(model).Parameters.Where(parameter => parameter.Default is not null))
            Assert.Equal(parameter.Default!.Value, values[parameter.Name]);
    }

    [Fact]
    public void ASynapseCardBecomesAConfiguration()
    {
        SynapseConfiguration synapses = CardCatalogue.Find("rram-neurram").Synapses();
        Assert.Equal(1e-6, synapses.Conductance.GMin);
        Assert.Equal(40e-6, synapses.Conductance.GMax);
        Assert.Equal(0.01, synapses.NonIdealities.ReadNoise.Relative);
        Assert.Equal([0.348e-6, 16.030e-6, -43.853e-6, 45.393e-6, -16.815e-6], synapses.NonIdealities.Programming.Coefficients);
        Assert.Equal(0, synapses.NonIdealities.Variability.Sigma);
    }

    [Fact]
    public void ACardCompletesWhatSynapsesDoNotSay()
    {
        SynapseConfiguration own = new()
        {
            Quantisation = new() { Bits = 3 },
            Conductance = new() { Pair = PairKind.Reference, CurrentGain = 2e-9 },
            NonIdealities = new() { Drift = new() { Exponent = 0.1 }, Variability = new() { Sigma = 0.05 } },
        };
        SynapseConfiguration complete = CardCatalogue.Find("rram-cmo-hfox").Complete(own);
        Assert.Equal(own.Quantisation, complete.Quantisation);
        Assert.Equal(PairKind.Reference, complete.Conductance.Pair);
        Assert.Equal(2e-9, complete.Conductance.CurrentGain);
        Assert.Equal(88.19e-6, complete.Conductance.GMax);
        Assert.Equal(own.NonIdealities.Drift, complete.NonIdealities.Drift);
        Assert.Equal(0.05, complete.NonIdealities.Variability.Sigma);
        Assert.Equal(0.01, complete.NonIdealities.ReadNoise.Relative);
        Assert.NotEmpty(complete.NonIdealities.Programming.Coefficients);
    }

    [Fact]
    public void AllFaultsAreReportedAtOnce()
    {
        ConfigurationException exception = Assert.Throws<ConfigurationException>(() => DeviceCard.Parse("mine", "mine.toml", """
            kind = "synapse"
            descripton = "misspelt"
            [values.g_min]
            value = 5.0
            unit = "uS"
            source = "measured"
            [values.g_max]
            value = 2.0
            unit = "uS"
            source = "measured"
            [values.drift_exponent]
            value = 0.1
            source = "no unit"
            [values.drift_spread]
            value = "a text"
            unit = "V"
            [values.stuck_at_minimum]
            value = 3
            unit = "1"
            source = "impossible"
            [values.gmax]
            value = 1
            [values.levels]
            value = 1e-6
            unit = "S"
            source = "not a list"
            """));
        string[] expected =
        [
            "description", "descripton", "values.drift_exponent.unit", "values.drift_spread.source", "values.drift_spread.unit",
            "values.drift_spread.value", "values.g_max", "values.gmax", "values.levels.value", "values.stuck_at_minimum",
        ];
        Assert.Equal(expected, exception.Faults.Select(fault => fault.Path).Order(StringComparer.Ordinal));
        Assert.All(exception.Faults, fault => Assert.StartsWith("mine.toml", fault.Origin, StringComparison.Ordinal));
        Assert.Contains("did you mean 'g_max'?", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, exception.ExitCode);
    }

    [Theory]
    [InlineData("kind = \"neuron\"\ndescription = \"d\"\n[values]", "model: must be given")]
    [InlineData("kind = \"neuron\"\nmodel = \"felf\"\ndescription = \"d\"\n[values]", "did you mean 'felif'?")]
    [InlineData("kind = \"synaps\"\ndescription = \"d\"\n[values]", "did you mean 'synapse'?")]
    [InlineData("kind = \"synapse\"\ndescription = \"d\"\n[values]", "values.g_min: must be given, or the measured 'levels'")]
    [InlineData("kind = \"synapse\"\ndescription = \"d\"", "values: must be given")]
    [InlineData("kind = \"synapse\"\nmodel = \"felif\"\ndescription = \"d\"\n[values]", "only neurons have a device model")]
    [InlineData("kind = ", "TOML syntax")]
    [InlineData("kind = \"neuron\"\nmodel = \"felif\"\ndescription = \"d\"\n[values]\narea = { value = -1, unit = \"um2\", source = \"s\" }", "must be positive")]
    [InlineData("kind = \"neuron\"\nmodel = \"felif\"\ndescription = \"d\"\n[values]\narea = 3.0", "needs value, unit and source")]
    public void AFaultIsNamed(string toml, string message) => Assert.Contains(
        message, Assert.Throws<ConfigurationException>(() => DeviceCard.Parse("mine", "mine.toml", toml)).Message, StringComparison.Ordinal);

    [Fact]
    public void AnUnknownCardIsAnErrorWithTheNearestName()
    {
        BrunoException exception = Assert.Throws<BrunoException>(() => CardCatalogue.Find("rram-neuram"));
        Assert.Contains("did you mean 'rram-neurram'?", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, exception.ExitCode);
    }

    [Theory]
    [InlineData(22, "uC/cm2", "C/m2", 0.22)]
    [InlineData(12.7, "MV/cm", "V/m", 12.7e8)]
    [InlineData(25, "um2", "m2", 25e-12)]
    [InlineData(1.5, "h", "s", 5400)]
    [InlineData(3, "min", "s", 180)]
    [InlineData(2.5, "%", "", 0.025)]
    [InlineData(1e-7, "S", "S", 1e-7)]
    [InlineData(4.5e-5, "mS", "S", 4.5e-8)]
    [InlineData(2, "kohm", "ohm", 2000)]
    [InlineData(3, "ms", "s", 3e-3)]
    public void UnitsAreConverted(double number, string unit, string target, double expected) =>
        Assert.Equal(expected, UnitConversion.Convert(number, unit, target));

    [Theory]
    [InlineData("V", "S")]
    [InlineData("m", "m2")]
    [InlineData("1", "S")]
    [InlineData("S", "")]
    [InlineData("", "S")]
    [InlineData("u", "S")]
    [InlineData("uh", "s")]
    [InlineData("siemens", "S")]
    public void OtherUnitsAreNot(string unit, string target) => Assert.Null(UnitConversion.Convert(1, unit, target));
}
