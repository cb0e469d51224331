using System.Globalization;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

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
    public static void Require<T, TDevice, TState, TMatrix>(string name, IReadOnlyList<TDevice> devices)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        for (int i = 0; i < devices.Count; ++i)
        {
            (string Name, TState State)[] states = [("start", devices[i].Initial), ("reset", devices[i].Reset(devices[i].Initial))];
            foreach ((string stateName, TState state) in states)
            {
                if (NonFinite<T, TState, TMatrix>(devices[i].Differentiate<Kept>(state, T.From(0))) is not string derivative)
                    continue;
                string device = devices.Count > 1 ? $"{name}, device {i}" : name;
                throw new BrunoException(ExitCode.Diverged, string.Create(
                    CultureInfo.InvariantCulture,
                    $"The rates of '{device}' are not differentiable at its {stateName}, {Describe<T, TState>(state)}: {derivative}. No gradient method can train it. "
                    + $"Make the model smooth there, for a power of |V| for instance with a small voltage added under the power."));
            }
        }
    }

    private static string? NonFinite<T, TState, TMatrix>(RateDerivatives<T, TState, TMatrix> rates)
        where T : unmanaged, IReal<T>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        for (int of = 0; of < TState.Count; ++of)
        {
            for (int by = 0; by <= TState.Count; ++by)
            {
                double value = T.ToDouble(by < TState.Count ? rates.ByState[by][of] : rates.ByInput[of]);
                if (!double.IsFinite(value))
                {
                    string name = by < TState.Count ? Variable<T, TState>(by) : "the current";
                    return string.Create(CultureInfo.InvariantCulture, $"the derivative of the rate of {Variable<T, TState>(of)} with respect to {name} is {value}");
                }
            }
        }

        return null;
    }

    private static string Describe<T, TState>(TState state)
        where T : unmanaged, IReal<T>
        where TState : unmanaged, INumbers<TState, T> => string.Join(" and ", Enumerable.Range(0, TState.Count).Select(i => i == 0
            ? FormattableString.Invariant($"V = {T.ToDouble(state[0]):G6} V")
            : FormattableString.Invariant($"internal variable {(TState.Count > 2 ? $"{i} " : "")}{T.ToDouble(state[i]):G6}")));

    private static string Variable<T, TState>(int index)
        where T : unmanaged, IReal<T>
        where TState : unmanaged, INumbers<TState, T> => index == 0 ? "V" : TState.Count == 2 ? "the internal variable" : $"internal variable {index}";
}
