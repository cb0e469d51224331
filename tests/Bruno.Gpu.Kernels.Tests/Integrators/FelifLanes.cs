using Bruno.Gpu.Kernels.Devices;
using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>The neurons of an oracle as parameters of the engine.</summary>
internal static class FelifLanes
{
    /// <summary>The parameters of one lane.</summary>
    public static FelifParameters Of(FelifOracleParameters p, int lane) => new()
    {
        Area = OracleGrid.At(p.Area, lane),
        FerroelectricThickness = OracleGrid.At(p.FerroelectricThickness, lane),
        InterfaceThickness = OracleGrid.At(p.InterlayerThickness, lane),
        FerroelectricPermittivity = OracleGrid.At(p.FerroelectricPermittivity, lane),
        InterfacePermittivity = OracleGrid.At(p.InterlayerPermittivity, lane),
        ActivationField = OracleGrid.At(p.ActivationField, lane),
        SoftField = OracleGrid.At(p.SofteningField, lane),
        SwitchingExponent = OracleGrid.At(p.RateExponent, lane),
        SwitchingTime = OracleGrid.At(p.AttemptTime, lane),
        SaturationPolarization = OracleGrid.At(p.SaturationPolarization, lane),
        LeakageCurrentDensity = OracleGrid.At(p.LeakDensity, lane),
        LeakageVoltage = OracleGrid.At(p.LeakVoltage, lane),
        DischargeCurrent = OracleGrid.At(p.DischargeCurrent, lane),
        ParasiticCapacitance = OracleGrid.At(p.ParasiticCapacitance, lane),
        Threshold = OracleGrid.At(p.Threshold, lane),
        ResetPotential = p.ResetVoltage,
        PotentialBound = p.VoltageClip,
    };

    /// <summary>Devices that differ from the nominal one by Gaussian factors of a relative width, cut off at 3.</summary>
    public static FelifOracleParameters Vary(int devices, double width, int seed)
    {
        Random random = new(seed);
        FelifOracleParameters nominal = new();
        return nominal with
        {
            Area = Draw(nominal.Area),
            ActivationField = Draw(nominal.ActivationField),
            SaturationPolarization = Draw(nominal.SaturationPolarization),
            LeakDensity = Draw(nominal.LeakDensity),
            FerroelectricThickness = Draw(nominal.FerroelectricThickness),
            InterlayerThickness = Draw(nominal.InterlayerThickness),
        };

        double[] Draw(double[] value) => [.. Enumerable.Range(0, devices).Select(_ => value[0] * (1 + width * Gaussian()))];

        double Gaussian() => Math.Clamp(
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()), -3, 3);
    }
}
