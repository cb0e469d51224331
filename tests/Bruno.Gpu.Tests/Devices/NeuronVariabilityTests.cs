using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Tests.Synapses;

namespace Bruno.Gpu.Tests.Devices;

public sealed class NeuronVariabilityTests
{
    private static readonly IDeviceModel Felif = DeviceCatalogue.Find("felif");
    private static readonly Dictionary<string, double> Nominal = new() { ["threshold"] = 2, ["area"] = 20e-12 };

    [Fact]
    public void SixParametersOfFelifVary()
    {
        DrawnParameters drawn = new NeuronVariability { Sigma = 0.1 }.Draw(Felif, Nominal, 3, [1], 0);
        string[] expected =
        [
            "activation_field", "area", "ferroelectric_thickness", "interface_thickness", "leakage_current_density",
            "saturation_polarization",
        ];
        Assert.Equal(3, drawn.Count);
        for (int device = 0; device < drawn.Count; ++device)
        {
            foreach (DeviceParameter parameter in Felif.Parameters)
            {
                double nominal = Nominal.TryGetValue(parameter.Name, out double given) ? given : parameter.Default ?? double.NaN;
                Assert.Equal(expected.Contains(parameter.Name), !drawn[device, parameter.Name].Equals(nominal));
            }
        }
    }

    /// <summary>The very numbers that chips have had since there are any.</summary>
    [Fact]
    public void DrawsAreWhatTheyAlwaysWere()
    {
        DrawnParameters drawn = new NeuronVariability { Sigma = 0.1 }.Draw(Felif, Nominal, 3, [1, 7], 2);
        Assert.Equal(
            [1.8265508171541252E-11, 2.2111287285936426E-11, 1.858767986188667E-11, 1.997527293012653E-11, 2.0374487667997725E-11, 1.9147082243716355E-11],
            Enumerable.Range(0, drawn.Count).Select(device => drawn[device, "area"]));
        Assert.Equal(
            [1.4882854844104166E-09, 1.0765624234436775E-09, 1.5244506726399001E-09, 1.4198207946696593E-09, 1.2092355484061269E-09, 1.4671692289302957E-09],
            Enumerable.Range(0, drawn.Count).Select(device => drawn[device, "interface_thickness"]));
    }

    [Fact]
    public void EachIsGaussianAboutItsNominalValue()
    {
        DrawnParameters drawn = new NeuronVariability { Sigma = 0.05 }.Draw(Felif, Nominal, 20_000, [3], 1);
        foreach ((string name, double nominal) in new[] { ("area", 20e-12), ("activation_field", 12.7e8), ("saturation_polarization", 0.22) })
            Distribution.AssertStandardNormal([.. Enumerable.Range(0, drawn.Count).Select(device => (drawn[device, name] / nominal - 1) / 0.05)]);
    }

    [Fact]
    public void ANeuronDoesNotDependOnTheOthers()
    {
        NeuronVariability all = new() { Sigma = 0.1 }, one = new() { Sigmas = new Dictionary<string, double> { ["area"] = 0.1 } };
        double area = all.Draw(Felif, Nominal, 100, [7], 2)[9, "area"];
        Assert.Equal(area, all.Draw(Felif, Nominal, 10, [7], 2)[9, "area"]);
        Assert.Equal(area, all.Draw(Felif, Nominal, 10, [8, 7], 2)[19, "area"]);
        Assert.Equal(area, one.Draw(Felif, Nominal, 10, [7], 2)[9, "area"]);
        Assert.Equal(12.7e8, one.Draw(Felif, Nominal, 10, [7], 2)[9, "activation_field"]);
        Assert.NotEqual(area, all.Draw(Felif, Nominal, 10, [8], 2)[9, "area"]);
        Assert.NotEqual(area, all.Draw(Felif, Nominal, 10, [7], 3)[9, "area"]);
        Assert.NotEqual(area, all.Draw(Felif, Nominal, 10, [7], 2)[8, "area"]);
    }

    [Fact]
    public void WithoutVariabilityAllAreNominal()
    {
        DrawnParameters drawn = new NeuronVariability { Sigmas = new Dictionary<string, double> { ["area"] = 0 } }.Draw(Felif, Nominal, 10, [1], 0);
        for (int device = 0; device < drawn.Count; ++device)
        {
            Assert.Equal(20e-12, drawn[device, "area"]);
            Assert.Equal(0.22, drawn[device, "saturation_polarization"]);
            Assert.Equal(double.NaN, drawn[device, "reset_polarization"]);
        }
    }

    [Fact]
    public void WideSpreadsStayPositive()
    {
        DrawnParameters drawn = new NeuronVariability { Sigma = 1 }.Draw(Felif, Nominal, 2000, [1], 0);
        Assert.Equal(2000, Felif.Use(drawn, new Count()));
        Assert.All(Enumerable.Range(0, 2000), device => Assert.True(drawn[device, "area"] > 0));
    }

    [Fact]
    public void DevicesBeyondAllNumbersAreRefused()
    {
        DrawnParameters drawn = new NeuronVariability { Sigma = 1 }.Draw(Felif, new Dictionary<string, double> { ["area"] = 1.7e308 }, 100, [1], 0);
        BrunoException exception = Assert.Throws<BrunoException>(() => Felif.Use(drawn, new Count()));
        Assert.Contains("area: must be positive (m2) and at most 25", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FaultsAreNamed()
    {
        NeuronVariability faulty = new() { Sigma = 2, Sigmas = new Dictionary<string, double> { ["aera"] = 0.1, ["area"] = double.NaN } };
        Assert.Equal(["sigma", "sigmas.area"], ConfigurationBinder.Check(faulty, "test").Select(fault => fault.Path).Order());
        Assert.Equal("sigmas.aera", Assert.Single(faulty.Validate(Felif)).Key);
        Assert.Contains(faulty.Validate(Felif), fault => fault.Message.Contains("'area'", StringComparison.Ordinal));
    }

    private sealed class Count : IDeviceUse<Float64, int>
    {
        public int With<TDevice, TState, TMatrix>(TDevice[] devices)
            where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, Float64>
            where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState> => devices.Length;
    }
}
