using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Simulation;

/// <summary>Whether a device can be held at a voltage.</summary>
internal static class ClampChecks
{
    /// <summary>Requires that the input current changes the potential, and in proportion: the current that holds it follows from that.</summary>
    /// <exception cref="BrunoException">It does not (<see cref="ExitCode.Usage"/>).</exception>
    public static void Require<T, TDevice, TState, TMatrix>(IDeviceModel model, TDevice device)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        TState state = device.Initial;
        double[] slopes = [.. new[] { -10.0, 0, 1, 1000 }.Select(current => T.ToDouble(device.Differentiate<Kept>(state, T.From(current)).ByInput[0]))];
        string name = model.Variables[0].Symbol;
        if (slopes.Any(slope => slope == 0 || !double.IsFinite(slope)))
            throw new BrunoException(ExitCode.Usage, $"{model.Name}: the input current does not move {name}: no current holds it at a voltage.");
        if (slopes.Max() - slopes.Min() > 1e-4 * Math.Abs(slopes[0]))
            throw new BrunoException(ExitCode.Usage, $"{model.Name}: the rate of {name} is not linear in the input current; only devices where it is can be held at a voltage.");
    }

    /// <summary>Requires that the voltages are within the bounds of the potential, where the model holds.</summary>
    /// <param name="model">The model.</param>
    /// <param name="device">A device.</param>
    /// <param name="stimulus">The voltages.</param>
    /// <param name="where">What is held at them, for messages.</param>
    /// <exception cref="BrunoException">One is not (<see cref="ExitCode.Usage"/>).</exception>
    public static void RequireWithin<T, TDevice, TState, TMatrix>(IDeviceModel model, TDevice device, Stimulus stimulus, string where)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        double low = T.ToDouble(device.Lower[0]), high = T.ToDouble(device.Upper[0]), rounding = 1e-6 * (high - low);
        int beyond = Array.FindIndex(stimulus.Inputs, value => value < low - rounding || value > high + rounding);
        if (beyond >= 0)
        {
            throw new BrunoException(ExitCode.Usage, FormattableString.Invariant(
                $"{where}: {stimulus.Inputs[beyond]} V is beyond the bounds of {model.Variables[0].Symbol} in the model {model.Name}, {low} to {high} V: it says nothing about it. Lower the voltage, or change the bounds of the model."));
        }
    }
}
