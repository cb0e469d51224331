using System.Runtime.InteropServices;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Fitting;

/// <summary>
/// The derivatives of the constants of a device by one of its parameters. They are smooth functions of it, made by the model itself in double
/// precision: a difference of order six over 1 % leaves an error below 1e-11 of them. From there on derivatives are those of dual numbers.
/// </summary>
internal static class ConstantTangents
{
    private const double Step = 0.01, LeastRoom = 1e-4;

    private static readonly (int At, double Weight)[] Central = [(-3, -1.0 / 60), (-2, 3.0 / 20), (-1, -3.0 / 4), (1, 3.0 / 4), (2, -3.0 / 20), (3, 1.0 / 60)];

    // On the side where there is room.
    private static readonly (int At, double Weight)[] OneSided =
        [(0, -49.0 / 20), (1, 6), (2, -15.0 / 2), (3, 20.0 / 3), (4, -15.0 / 4), (5, 6.0 / 5), (6, -1.0 / 6)];

    /// <summary>The derivatives by the parameter, in internal units of devices over the unit of the parameter.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">Parameters that differ from the defaults.</param>
    /// <param name="parameter">The parameter, which is among them.</param>
    public static double[] Of(IDeviceModel model, IReadOnlyDictionary<string, double> set, FitParameter parameter)
    {
        double value = set[parameter.Name], size = Math.Max(Math.Abs(value), 1e-3 * Math.Abs(parameter.Start));
        double length = Step * (size > 0 ? size : 1);
        double least = parameter.Parameter.Low ?? (parameter.Parameter.Signed ? double.NegativeInfinity : 0), most = parameter.Parameter.High ?? double.PositiveInfinity;
        double below = value - least, above = most - value;
        (int At, double Weight)[] rule = Central;
        if (Math.Min(below, above) >= LeastRoom * length)
        {
            length = Math.Min(length, 0.3 * Math.Min(below, above));
        }
        else
        {
            length = (above < below ? -1 : 1) * Math.Min(length, Math.Max(below, above) / 7);
            rule = OneSided;
        }

        double[] constants = model.Use(
            [.. rule.Select(entry => new Dictionary<string, double>(set) { [parameter.Name] = value + entry.At * length })], new Constants());
        int width = constants.Length / rule.Length;
        double[] derivatives = new double[width];
        for (int i = 0; i < constants.Length; ++i)
            derivatives[i % width] += rule[i / width].Weight * constants[i] / length;
        return derivatives;
    }

    /// <summary>The constants of devices, one after the other.</summary>
    private sealed class Constants : IDeviceUse<Float64, double[]>
    {
        public double[] With<TDevice, TState, TMatrix>(TDevice[] devices)
            where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, Float64>
            where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState> => MemoryMarshal.Cast<TDevice, double>(devices).ToArray();
    }
}
