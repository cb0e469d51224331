using System.Runtime.InteropServices;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Tests.Devices;

/// <summary>The derivatives of the constants of devices by their parameters, against formulas.</summary>
public sealed class DeviceTangentTests
{
    private const double Vacuum = 8.8541879239442e-12;

    /// <summary>In the order of the fields of FeLIF: constants that are powers of a parameter, and the two that are not.</summary>
    [Fact]
    public void ConstantsOfFelifHaveTheDerivativesOfTheirFormulas()
    {
        FelifParameters nominal = new();
        double layer = Vacuum * nominal.FerroelectricPermittivity * nominal.Area / nominal.FerroelectricThickness;
        double capacitance = layer + nominal.ParasiticCapacitance;
        double divider = nominal.FerroelectricThickness * nominal.InterfacePermittivity + nominal.InterfaceThickness * nominal.FerroelectricPermittivity;
        AssertTangents("area", new() { [0] = 1, [1] = -layer / capacitance, [9] = 1 });
        AssertTangents("parasitic_capacitance", new() { [1] = -nominal.ParasiticCapacitance / capacitance });
        double share = nominal.FerroelectricThickness * nominal.InterfacePermittivity / divider;
        AssertTangents("ferroelectric_thickness", new() { [1] = layer / capacitance, [2] = -share, [3] = -share });
        AssertTangents("interface_thickness", new() { [2] = -(1 - share), [3] = share });
        AssertTangents("switching_time", new() { [7] = -1 });
        AssertTangents("saturation_polarization", new() { [8] = 1, [15] = 1, [16] = 1 });
        AssertTangents("leakage_voltage", new() { [10] = -1 });
        AssertTangents("threshold", new() { [12] = 1 });
    }

    /// <summary>What a parameter has become divides the derivative by its factor, and each neuron has its own.</summary>
    [Fact]
    public void DerivativesAreByTheFactorOfEachNeuron()
    {
        DeviceOrigin origin = Origin(new FelifModel(), "activation_field", neurons: 2);
        double[][] factors = [[0.5, 1.5]];
        double[] tangents = new DeviceTangents(origin).Of(0, [], 2, factors);
        Assert.Equal(2 * 19, tangents.Length);
        Assert.Equal(1.27, tangents[4], 1e-12);
        Assert.Equal(1.27, tangents[19 + 4], 1e-12);
        Felif<Float32>[] devices = origin.Model.Use(origin.Draw([], 2, factors), new CollectedDevices<Float32, Felif<Float32>>());
        Felif<ParameterDual<Float32>>[] joined = DeviceTangents.Join<Float32, Felif<Float32>, Felif<ParameterDual<Float32>>>(devices, tangents);
        float[] numbers = MemoryMarshal.Cast<Felif<ParameterDual<Float32>>, float>(joined).ToArray();
        Assert.Equal((0.635f, 1.27f), (numbers[8], numbers[9]));
        Assert.Equal((1.905f, 1.27f), (numbers[38 + 8], numbers[38 + 9]));
    }

    private static DeviceOrigin Origin(IDeviceModel model, string name, int neurons)
    {
        int index = model.Parameters.ToList().FindIndex(parameter => parameter.Name == name);
        return new(model, new Dictionary<string, double>(), new(), neurons, 0, [(index, new Parameter(name, [1], 0, 1, () => [0]))]);
    }

    /// <param name="name">The parameter.</param>
    /// <param name="exponents">By field, the derivative of the logarithm of the constant; of all others it is exactly 0.</param>
    private static void AssertTangents(string name, Dictionary<int, double> exponents)
    {
        FelifModel model = new();
        double[] constants = MemoryMarshal.Cast<Felif<Float64>, double>([new Felif<Float64>(new())]).ToArray();
        double[] tangents = new DeviceTangents(Origin(model, name, 1)).Of(0, [], 1, [[1.0]]);
        for (int field = 0; field < constants.Length; ++field)
        {
            if (exponents.TryGetValue(field, out double exponent))
                Assert.Equal(exponent, tangents[field] / constants[field], 1e-12);
            else
                Assert.Equal(0, tangents[field]);
        }
    }
}
