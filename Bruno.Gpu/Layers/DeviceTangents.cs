using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Layers;

/// <summary>
/// The derivatives of the constants of devices by a factor that one of their parameters is multiplied by. The constants are smooth
/// functions of the parameter, made by the model itself in double precision; a central difference of order six over 1 % leaves an
/// error below 1e-12 of them, and what does not depend on the parameter has a derivative of exactly 0. The models' own lines are
/// so the only ones; the derivatives of the rates are exact from there on.
/// </summary>
/// <param name="origin">Where the devices come from.</param>
internal sealed class DeviceTangents(DeviceOrigin origin)
{
    private const double Step = 0.01;

    private static readonly double[] Weights = [3.0 / 4, -3.0 / 20, 1.0 / 60];

    /// <summary>Whether the devices of a model are made of numbers alone, as they must be.</summary>
    public static bool AreOf<TDevice>() => typeof(ILanewise).IsAssignableFrom(typeof(TDevice));

    /// <summary>The derivatives of all constants of devices, [devices, constants], in the devices' own units.</summary>
    /// <param name="trained">Which of the trained parameters it is.</param>
    /// <param name="chips">As for <see cref="DeviceOrigin.Draw"/>.</param>
    /// <param name="count">As there.</param>
    /// <param name="factors">As there.</param>
    public double[] Of(int trained, IReadOnlyList<ulong> chips, int count, IReadOnlyList<double[]> factors)
    {
        double[] derivatives = [];
        for (int i = 0; i < Weights.Length; ++i)
        {
            double[] above = Constants(trained, (i + 1) * Step, chips, count, factors);
            double[] below = Constants(trained, -(i + 1) * Step, chips, count, factors);
            if (i == 0)
                derivatives = new double[above.Length];
            for (int constant = 0; constant < derivatives.Length; ++constant)
                derivatives[constant] += Weights[i] * (above[constant] - below[constant]) / Step;
        }

        int width = derivatives.Length / Math.Max(1, chips.Count > 0 ? chips.Count * origin.Neurons : count);
        for (int constant = 0; constant < derivatives.Length; ++constant)
            derivatives[constant] /= factors[trained][constant / width % origin.Neurons];
        return derivatives;
    }

    /// <summary>Devices whose constants are those of others with their derivatives.</summary>
    /// <param name="devices">The others.</param>
    /// <param name="derivatives">The derivatives, [devices, constants].</param>
    public static TTangent[] Join<T, TDevice, TTangent>(TDevice[] devices, double[] derivatives)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged
        where TTangent : unmanaged
    {
        int width = Unsafe.SizeOf<TDevice>() / Unsafe.SizeOf<T>();
        if (Unsafe.SizeOf<TTangent>() != 2 * Unsafe.SizeOf<TDevice>() || derivatives.Length != devices.Length * width)
            throw new InvalidOperationException($"{typeof(TDevice)} has fields that are not of its real number.");
        TTangent[] joined = new TTangent[devices.Length];
        ReadOnlySpan<T> constants = MemoryMarshal.Cast<TDevice, T>(devices);
        Span<ParameterDual<T>> duals = MemoryMarshal.Cast<TTangent, ParameterDual<T>>(joined.AsSpan());
        for (int i = 0; i < duals.Length; ++i)
            duals[i] = new(constants[i], T.From(derivatives[i]));
        return joined;
    }

    private double[] Constants(int trained, double change, IReadOnlyList<ulong> chips, int count, IReadOnlyList<double[]> factors)
    {
        double factor = Math.Exp(change);
        double[][] changed = [.. factors];
        changed[trained] = [.. factors[trained].Select(value => value * factor)];
        return origin.Model.Use(origin.Draw(chips, count, changed), new Numbers());
    }

    /// <summary>The constants of devices, one after the other.</summary>
    private sealed class Numbers : IDeviceUse<Float64, double[]>
    {
        public double[] With<TDevice, TState, TMatrix>(TDevice[] devices)
            where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, Float64>
            where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState> => MemoryMarshal.Cast<TDevice, double>(devices).ToArray();
    }
}
