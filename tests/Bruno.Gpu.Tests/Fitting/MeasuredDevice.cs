using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Simulation;

namespace Bruno.Gpu.Tests.Fitting;

/// <summary>Measurements that this program makes, by fine steps of explicit Euler, with noise of a share of the largest value.</summary>
internal static class MeasuredDevice
{
    /// <summary>Writes a file as <c>bruno simulate</c> does, one column of it with noise.</summary>
    public static void Write(
        ComputeDevice device, string path, string model, IDrive drive, double outerStep, string noisy, double noise, uint draw,
        IReadOnlyDictionary<string, double>? parameters = null, int substeps = 100)
    {
        IDeviceModel found = DeviceCatalogue.Find(model);
        List<TrajectoryPoint> points = [];
        Simulator.Run(
            device,
            new()
            {
                Model = model, Drive = drive, OuterStepSeconds = outerStep, Substeps = substeps, Integrator = IntegratorKind.Euler,
                Precision = Precision.Double, EveryMicroStep = false, Parameters = parameters ?? new Dictionary<string, double>(),
            },
            (_, point) => points.Add(point),
            CancellationToken.None);
        string[] shown = [.. found.Variables.Concat(found.Observables).Select(quantity => quantity.Column)];
        bool isHeld = drive is IPrescribedVoltage;
        string[] columns = isHeld ? ["time_s", "prescribed_voltage_v", .. shown, "terminal_current_a"] : ["time_s", "input_current_a", .. shown];
        double[][] rows = [.. points.Select(point => isHeld
            ? (double[])[point.TimeS, point.Values[0] / found.Variables[0].Scale, .. point.Values, point.InputCurrentA]
            : [point.TimeS, point.InputCurrentA, .. point.Values])];
        int at = Array.IndexOf(columns, noisy);
        double sigma = noise * rows.Max(row => Math.Abs(row[at]));
        CounterRandom random = new(7, 0, draw, 0);
        foreach (double[] row in rows)
            row[at] += sigma * random.NextGaussian();
        File.WriteAllLines(path, [string.Join(',', columns), .. rows.Select(row => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))))]);
    }

    /// <summary>A triangle of voltage, twice round.</summary>
    public static IDrive Loop(double period, double step, double amplitude = 3) =>
        new WaveformVoltage(new() { Kind = WaveformKind.Triangle, Amplitude = amplitude, Period = period }, (int)Math.Round(2 * period / step));

    /// <summary>A triangle of current, once round.</summary>
    public static IDrive Current(double period, double step, double amplitude) =>
        new WaveformInput(new() { Kind = WaveformKind.Triangle, Amplitude = amplitude, Period = period }, (int)Math.Round(period / step), step);
}
