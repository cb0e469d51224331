using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// The rates at a state, per ms and in units of the ranges (<see cref="StateScale{TReal,TState}"/>), of the variables that may move: one on
/// a bound whose rate points outwards stays there.
/// </summary>
public readonly struct FreeRates<TReal, TState, TMatrix>
    where TReal : unmanaged, IReal<TReal>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    /// <summary>The state, in the device's units.</summary>
    public readonly TState State;

    /// <summary>1 for variables that may move, 0 for those that a bound holds.</summary>
    public readonly TState Free;

    /// <summary>The rates.</summary>
    public readonly TState Rates;

    /// <summary>Their derivative by the state.</summary>
    public readonly TMatrix Jacobian;

    /// <summary>What remains of the rates at a state between its bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FreeRates(TState state, RateDerivatives<TReal, TState, TMatrix> rates, TState lower, TState upper, StateScale<TReal, TState> scale)
    {
        State = state;
        Free = FreeOf(state, rates.Rates, lower, upper);
        Rates = scale.ToRanges(Adjoint.Each<TReal, TState>(rates.Rates, Free));
        Jacobian = scale.ToRanges(rates.ByState.Each(new ClipMap<TReal, TState>(Free)));
    }

    /// <summary>Which variables of a state may move: 1, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TState FreeOf(TState state, TState rates, TState lower, TState upper)
    {
        TState none = TState.All(TReal.From(0)), all = TState.All(TReal.From(1));
        TState above = TState.WhereLess(state, upper, all, TState.WhereLess(none, rates, none, all));
        return TState.WhereLess(lower, state, above, TState.WhereLess(rates, none, none, above));
    }
}
