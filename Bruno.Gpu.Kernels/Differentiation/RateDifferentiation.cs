using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Differentiation;

/// <summary>Differentiates rates by evaluating them once with dual numbers: what they are evaluated at, and what comes of it.</summary>
public static class RateDifferentiation
{
    /// <summary>The state of a planar device to evaluate rates at with derivatives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<Dual<TReal, THold, Partials<TReal>>> State<TReal, THold>(DeviceState<TReal> state)
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        return new(
            new Dual<TReal, THold, Partials<TReal>>(state.Potential, new(one, zero, zero)),
            new Dual<TReal, THold, Partials<TReal>>(state.Internal, new(zero, one, zero)));
    }

    /// <summary>The current of a planar device to evaluate rates at with derivatives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, Partials<TReal>> Input<TReal, THold>(TReal current)
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
    {
        TReal zero = TReal.From(0);
        return new(current, new(zero, zero, TReal.From(1)));
    }

    /// <summary>The rates of a planar device with their derivatives, which were evaluated at these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> Of<TReal, THold>(DeviceState<Dual<TReal, THold, Partials<TReal>>> rates)
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
    {
        Dual<TReal, THold, Partials<TReal>> potential = rates.Potential, @internal = rates.Internal;
        Partials<TReal> k = potential.Partials, l = @internal.Partials;
        return new(
            new(potential.Value, @internal.Value),
            new(new(k.ByPotential, l.ByPotential), new(k.ByInternal, l.ByInternal)),
            new(k.ByInput, l.ByInput));
    }

    /// <summary>The state of a planar device to evaluate rates at with derivatives by the state alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<Dual<TReal, THold, DeviceState<TReal>>> StateAlone<TReal, THold>(DeviceState<TReal> state)
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
    {
        TReal zero = TReal.From(0), one = TReal.From(1);
        return new(
            new Dual<TReal, THold, DeviceState<TReal>>(state.Potential, new(one, zero)),
            new Dual<TReal, THold, DeviceState<TReal>>(state.Internal, new(zero, one)));
    }

    /// <summary>The rates of a planar device with their derivatives, which were evaluated at these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> Of<TReal, THold>(DeviceState<Dual<TReal, THold, DeviceState<TReal>>> rates)
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
    {
        Dual<TReal, THold, DeviceState<TReal>> potential = rates.Potential, @internal = rates.Internal;
        DeviceState<TReal> k = potential.Partials, l = @internal.Partials;
        TReal zero = TReal.From(0);
        return new(
            new(potential.Value, @internal.Value),
            new(new(k.Potential, l.Potential), new(k.Internal, l.Internal)),
            new(zero, zero));
    }

    /// <summary>The derivatives of a step of two variables, from those that are row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Jacobian<TReal, DeviceState<TReal>, Matrix2<TReal>> ByColumns<TReal>(DeviceState<Partials<TReal>> rows)
        where TReal : unmanaged, IReal<TReal>
    {
        Partials<TReal> v = rows.Potential, p = rows.Internal;
        return new(new(new(v.ByPotential, p.ByPotential), new(v.ByInternal, p.ByInternal)), new(v.ByInput, p.ByInput));
    }

    /// <summary>The state of a device of any width to evaluate rates at with derivatives; the last of them is by the current.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TDuals State<TReal, THold, TState, TPartials, TDuals>(TState state)
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
        where TState : unmanaged, INumbers<TState, TReal>
        where TPartials : unmanaged, INumbers<TPartials, TReal>
        where TDuals : unmanaged, INumbers<TDuals, Dual<TReal, THold, TPartials>>
    {
        TDuals duals = TDuals.All(Dual<TReal, THold, TPartials>.Constant(TReal.From(0)));
        for (int i = 0; i < TState.Count; ++i)
            duals = duals.With(i, Variable<TReal, THold, TPartials>(i, state[i]));
        return duals;
    }

    /// <summary>The current of such a device.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<TReal, THold, TPartials> Input<TReal, THold, TPartials>(TReal current)
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
        where TPartials : unmanaged, INumbers<TPartials, TReal> => Variable<TReal, THold, TPartials>(TPartials.Count - 1, current);

    /// <summary>The rates of such a device with their derivatives, which were evaluated at these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RateDerivatives<TReal, TState, TMatrix> Of<TReal, THold, TState, TMatrix, TPartials, TDuals>(TDuals duals)
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
        where TPartials : unmanaged, INumbers<TPartials, TReal>
        where TDuals : unmanaged, INumbers<TDuals, Dual<TReal, THold, TPartials>>
    {
        TState rates = TState.All(TReal.From(0)), byInput = rates;
        TMatrix byState = TMatrix.Diagonal(TReal.From(0));
        for (int i = 0; i < TState.Count; ++i)
        {
            Dual<TReal, THold, TPartials> dual = duals[i];
            rates = rates.With(i, dual.Value);
            byInput = byInput.With(i, dual.Partials[TState.Count]);
        }

        for (int j = 0; j < TState.Count; ++j)
        {
            TState column = rates;
            for (int i = 0; i < TState.Count; ++i)
                column = column.With(i, duals[i].Partials[j]);
            byState = byState.With(j, column);
        }

        return new(rates, byState, byInput);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<TReal, THold, TPartials> Variable<TReal, THold, TPartials>(int index, TReal value)
        where TReal : unmanaged, IReal<TReal>
        where THold : unmanaged, IHoldPolicy
        where TPartials : unmanaged, INumbers<TPartials, TReal> =>
        new(value, TPartials.All(TReal.From(0)).With(index, TReal.From(1)));
}
