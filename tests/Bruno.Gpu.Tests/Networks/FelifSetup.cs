using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Oracle;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>A layer of FeLIF neurons, said once for the product and the oracle.</summary>
internal sealed record FelifSetup
{
    /// <summary>One device for all neurons, or one each.</summary>
    public FelifParameters[] Devices { get; init; } = [new()];

    public int MicroSteps { get; init; } = 200;

    /// <summary>The product's integrator; the oracle always takes Euler's.</summary>
    public IntegratorKind Integrator { get; init; } = IntegratorKind.Euler;

    public SurrogateKind Surrogate { get; init; } = SurrogateKind.Superspike;

    public double Slope { get; init; } = 10;

    public double CurrentUnit { get; init; } = 1e-9;

    /// <summary>The oracle's neurons.</summary>
    public FelifOracle Oracle => new(Parameters);

    /// <summary>Their parameters.</summary>
    public FelifOracleParameters Parameters => new()
    {
        Area = Each(d => d.Area),
        FerroelectricThickness = Each(d => d.FerroelectricThickness),
        InterlayerThickness = Each(d => d.InterfaceThickness),
        FerroelectricPermittivity = Each(d => d.FerroelectricPermittivity),
        InterlayerPermittivity = Each(d => d.InterfacePermittivity),
        ActivationField = Each(d => d.ActivationField),
        SaturationPolarization = Each(d => d.SaturationPolarization),
        AttemptTime = Each(d => d.SwitchingTime),
        LeakDensity = Each(d => d.LeakageCurrentDensity),
        LeakVoltage = Each(d => d.LeakageVoltage),
        ParasiticCapacitance = Each(d => d.ParasiticCapacitance),
        RateExponent = Each(d => d.SwitchingExponent),
        SofteningField = Each(d => d.SoftField),
        DischargeCurrent = Each(d => d.DischargeCurrent),
        Threshold = Each(d => d.Threshold),
        ResetVoltage = Devices[0].ResetPotential,
        VoltageClip = Devices[0].PotentialBound,
        InitialPolarization = Each(d => d.InitialPolarization ?? -d.SaturationPolarization),
        ResetPolarization = Each(d => d.ResetPolarization ?? -d.SaturationPolarization),
        SignOfZeroIsPlus = Devices[0].SignOfZero != 0,
        FiresAtEquality = Devices[0].FiresAtThreshold != 0,
        MicroSteps = MicroSteps,
        Scale = 1 / CurrentUnit,
        Surrogate = Enum.Parse<OracleSurrogate>(Surrogate.ToString(), ignoreCase: true),
        SurrogateBeta = Slope,
    };

    /// <summary>Devices that differ by a few percent in everything that varies from one to the next.</summary>
    public static FelifParameters[] Varied(int neurons, int seed, double spread = 0.02)
    {
        RandomArrays random = new(seed);
        double Factor() => random.Vector(1, 1 - spread, 1 + spread)[0];
        FelifParameters nominal = new();
        return [.. Enumerable.Range(0, neurons).Select(_ => nominal with
        {
            Area = nominal.Area * Factor(),
            FerroelectricThickness = nominal.FerroelectricThickness * Factor(),
            InterfaceThickness = nominal.InterfaceThickness * Factor(),
            ActivationField = nominal.ActivationField * Factor(),
            SaturationPolarization = nominal.SaturationPolarization * Factor(),
            LeakageCurrentDensity = nominal.LeakageCurrentDensity * Factor(),
            Threshold = nominal.Threshold * Factor(),
        })];
    }

    /// <summary>The product's options.</summary>
    public DeviceLayerOptions Options(IGradientMethod gradient) => new()
    {
        CurrentUnitAmpere = CurrentUnit,
        MicroSteps = MicroSteps,
        Integrator = Integrator,
        Surrogate = Surrogate,
        SurrogateSlope = Slope,
        Gradient = gradient,
    };

    private double[] Each(Func<FelifParameters, double> property) => [.. Devices.Select(property)];
}
