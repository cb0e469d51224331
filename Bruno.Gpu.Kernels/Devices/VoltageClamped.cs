using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// A device under voltage clamp: its potential changes as prescribed, at a constant rate during a step, and the current that does this is
/// what follows. With the rates f(x, I), affine in I in their first component,
/// <code>
/// dV/dt = f_V(x, 0) + I df_V/dI     so that     I = (dV/dt - f_V(x, 0)) / (df_V/dI)
/// </code>
/// which has displacement current, switching current and leakage in it; the other variables follow f(x, I). It is a device whose input is
/// by how much the potential changes in the step, V, and for an integrator the step lasts 1 ms, as with <see cref="Stretched{TDevice,TReal,TState,TMatrix}"/>.
/// It never fires. The derivative of the rates by the state is the total one, at a prescribed dV/dt.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="duration">How long the step is, ms.</param>
public readonly struct VoltageClamped<TDevice, TReal, TState, TMatrix>(TDevice device, TReal duration)
    : IDevice<VoltageClamped<TDevice, TReal, TState, TMatrix>, TReal, TState, TMatrix>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TReal : unmanaged, IReal<TReal>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    private readonly TDevice device = device;
    private readonly TReal duration = duration;

    /// <summary>Integrators take the upper bound for the threshold, which no prescribed potential passes.</summary>
    public static bool FiresByPotential => true;

    /// <inheritdoc/>
    public static int Observables => TDevice.Observables;

    /// <inheritdoc/>
    public TState Initial => device.Initial;

    /// <inheritdoc/>
    public TState Lower { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => device.Lower; }

    /// <inheritdoc/>
    public TState Upper { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => device.Upper; }

    /// <inheritdoc/>
    public TState Reset(TState before) => before;

    /// <inheritdoc/>
    public TMatrix ResetDerivative(TState before) => TMatrix.Diagonal(TReal.From(1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Fires(TState state) => false;

    /// <inheritdoc/>
    public TReal Excess(TState state) => state[0] - device.Upper[0];

    /// <inheritdoc/>
    public TState ExcessGradient(TState state) => TState.All(TReal.From(0)).With(0, TReal.From(1));

    /// <summary>The current into the device, nA.</summary>
    /// <param name="state">The state.</param>
    /// <param name="slope">The rate of the potential, V/ms.</param>
    public TReal Current(TState state, TReal slope)
    {
        RateDerivatives<TReal, TState, TMatrix> open = device.Differentiate<Kept>(state, TReal.From(0));
        return (slope - open.Rates[0]) / open.ByInput[0];
    }

    /// <inheritdoc/>
    public TState Rates(TState state, TReal change)
    {
        RateDerivatives<TReal, TState, TMatrix> open = device.Differentiate<Kept>(state, TReal.From(0));
        TState rates = InputReachesOthers(open.ByInput)
            ? device.Rates(state, (change / duration - open.Rates[0]) / open.ByInput[0])
            : open.Rates;
        return (duration * rates).With(0, change);
    }

    /// <inheritdoc/>
    public RateDerivatives<TReal, TState, TMatrix> Differentiate<THold>(TState state, TReal change)
        where THold : unmanaged, IHoldPolicy
    {
        RateDerivatives<TReal, TState, TMatrix> rates = device.Differentiate<THold>(state, TReal.From(0));
        if (InputReachesOthers(rates.ByInput))
            rates = device.Differentiate<THold>(state, Current(state, change / duration));

        // Along a prescribed potential, dI/dx = -(df_V/dx) / (df_V/dI).
        TState byInput = rates.ByInput;
        TReal inverse = TReal.From(1) / byInput[0], zero = TReal.From(0);
        TMatrix byState = rates.ByState;
        for (int column = 0; column < TState.Count; ++column)
        {
            TState byVariable = byState[column];
            byState = byState.With(column, (duration * (byVariable - (byVariable[0] * inverse) * byInput)).With(0, zero));
        }

        return new((duration * rates.Rates).With(0, change), byState, (inverse * byInput).With(0, TReal.From(1)));
    }

    /// <inheritdoc/>
    public RateDerivatives<TReal, TState, TMatrix> DifferentiateByState<THold>(TState state, TReal change)
        where THold : unmanaged, IHoldPolicy
    {
        RateDerivatives<TReal, TState, TMatrix> rates = Differentiate<THold>(state, change);
        return new(rates.Rates, rates.ByState, TState.All(TReal.From(0)));
    }

    /// <inheritdoc/>
    public TReal Observable(int index, TState state, TReal current) => device.Observable(index, state, current);

    /// <summary>Whether the input reaches other variables than the potential at once.</summary>
    private static bool InputReachesOthers(TState byInput)
    {
        TReal sum = TReal.From(0);
        for (int i = 1; i < TState.Count; ++i)
            sum += TReal.Abs(byInput[i]);
        return sum > TReal.From(0);
    }
}
