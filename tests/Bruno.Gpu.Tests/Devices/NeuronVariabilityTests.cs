using Bruno.Gpu.Devices;
using Bruno.Gpu.Tests.Synapses;

namespace Bruno.Gpu.Tests.Devices;

public sealed class NeuronVariabilityTests
{
    private static readonly IDeviceModel Felif = DeviceCatalogue.Find("felif");
    private static readonly Dictionary<string, double> Nominal = new() { ["threshold"] = 2, ["area"] = 20e-12 };

    [Fact]
    public void SixParametersOfFelifVary()
    {
        IReadOnlyDictionary<string, double>[] drawn = new NeuronVariability { Sigma = 0.1 }.Draw(Felif, Nominal, 3, 1, 0);
        string[] expected =
        [
            "activation_field", "area", "ferroelectric_thickness", "interface_thickness", "leakage_current_density",
            "saturation_polarization", "threshold",
        ];
        Assert.Equal(3, drawn.Length);
        Assert.All(drawn, set => Assert.Equal(expected, set.Keys.Order()));
        Assert.All(drawn, set => Assert.Equal(2, set["threshold"]));
        Assert.All(drawn, set => Assert.Empty(Felif.Validate(set)));
    }

    [Fact]
    public void EachIsGaussianAboutItsNominalValue()
    {
        IReadOnlyDictionary<string, double>[] drawn = new NeuronVariability { Sigma = 0.05 }.Draw(Felif, Nominal, 20_000, 3, 1);
        foreach ((string name, double nominal) in new[] { ("area", 20e-12), ("activation_field", 12.7e8), ("saturation_polarization", 0.22) })
            Distribution.AssertStandardNormal([.. drawn.Select(set => (set[name] / nominal - 1) / 0.05)]);
    }

    [Fact]
    public void ANeuronDoesNotDependOnTheOthers()
    {
        NeuronVariability all = new() { Sigma = 0.1 }, one = new() { Sigmas = new Dictionary<string, double> { ["area"] = 0.1 } };
        double area = all.Draw(Felif, Nominal, 100, 7, 2)[9]["area"];
        Assert.Equal(area, all.Draw(Felif, Nominal, 10, 7, 2)[9]["area"]);
        Assert.Equal(area, one.Draw(Felif, Nominal, 10, 7, 2)[9]["area"]);
        Assert.False(one.Draw(Felif, Nominal, 10, 7, 2)[9].ContainsKey("activation_field"));
        Assert.NotEqual(area, all.Draw(Felif, Nominal, 10, 8, 2)[9]["area"]);
        Assert.NotEqual(area, all.Draw(Felif, Nominal, 10, 7, 3)[9]["area"]);
        Assert.NotEqual(area, all.Draw(Felif, Nominal, 10, 7, 2)[8]["area"]);
    }

    [Fact]
    public void NoVariabilityIsOneSetForAll()
    {
        Assert.Same(Nominal, Assert.Single(new NeuronVariability().Draw(Felif, Nominal, 10, 1, 0)));
        NeuronVariability zero = new() { Sigmas = new Dictionary<string, double> { ["area"] = 0 } };
        Assert.Same(Nominal, Assert.Single(zero.Draw(Felif, Nominal, 10, 1, 0)));
    }

    [Fact]
    public void WideSpreadsStayPositive() => Assert.All(
        new NeuronVariability { Sigma = 1 }.Draw(Felif, Nominal, 2000, 1, 0), set => Assert.Empty(Felif.Validate(set)));

    [Fact]
    public void FaultsAreNamed()
    {
        NeuronVariability faulty = new() { Sigma = 2, Sigmas = new Dictionary<string, double> { ["aera"] = 0.1, ["area"] = double.NaN } };
        Assert.Equal(["sigma", "sigmas.aera", "sigmas.area"], faulty.Validate(Felif).Select(fault => fault.Key).Order());
        Assert.Contains(faulty.Validate(Felif), fault => fault.Message.Contains("'area'", StringComparison.Ordinal));
    }
}
