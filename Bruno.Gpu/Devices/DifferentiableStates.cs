using System.Globalization;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Devices;

/// <summary>
/// Checks that a device's rates have derivatives where every device comes by, at its start and at its reset. A power of |V| has none at
/// V = 0: dual numbers give NaN there, which some gradient methods spread and others drop, and none computes with rightly.
/// </summary>
internal static class DifferentiableStates
{
    /// <summary>Throws where a derivative is not finite.</summary>
    /// <param name="name">The devices' name.</param>
    /// <param name="devices">The devices.</param>
    /// <exception cref="BrunoException">One is not (<see cref="ExitCode.Diverged"/>); the message names device, state and derivative.</exception>
    public static void Require<T, TDevice>(string name, IReadOnlyList<TDevice> devices)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T>
    {
        for (int i = 0; i < devices.Count; ++i)
        {
            (string Name, DeviceState<T> State)[] states = [("start", devices[i].Initial), ("reset", devices[i].Reset)];
            foreach ((string stateName, DeviceState<T> state) in states)
            {
                DeviceState<Dual<T, Kept, Partials<T>>> rates = RateDifferentiation.Evaluate<TDevice, T, Kept>(devices[i], state, T.From(0));
                string? derivative = NonFinite(rates.Potential, "V") ?? NonFinite(rates.Internal, "its internal variable");
                if (derivative is null)
                    continue;
                string device = devices.Count > 1 ? $"{name}, device {i}" : name;
                throw new BrunoException(ExitCode.Diverged, string.Create(
                    CultureInfo.InvariantCulture,
                    $"The rates of '{device}' are not differentiable at its {stateName}, V = {T.ToDouble(state.Potential):G6} V and internal variable "
                    + $"{T.ToDouble(state.Internal):G6}: {derivative}. No gradient method can train it. Make the model smooth there, for a power of |V| for "
                    + $"instance with a small voltage added under the power."));
            }
        }
    }

    private static string? NonFinite<T>(Dual<T, Kept, Partials<T>> rate, string variable)
        where T : unmanaged, IReal<T>
    {
        (string Name, double Value)[] derivatives =
        [
            ("V", T.ToDouble(rate.Partials.ByPotential)),
            ("the internal variable", T.ToDouble(rate.Partials.ByInternal)),
            ("the current", T.ToDouble(rate.Partials.ByInput)),
        ];
        foreach ((string name, double value) in derivatives)
        {
            if (!double.IsFinite(value))
                return string.Create(CultureInfo.InvariantCulture, $"the derivative of the rate of {variable} with respect to {name} is {value}");
        }

        return null;
    }
}
