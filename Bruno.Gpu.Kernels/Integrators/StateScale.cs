using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// The ranges of a device's variables, from bound to bound, as units of them: in these, a nanometre, a kelvin and a volt are numbers of one
/// kind, whose errors can be added, and linear systems are solved in 32 bits.
/// </summary>
public readonly struct StateScale<TReal, TState>
    where TReal : unmanaged, IReal<TReal>
    where TState : unmanaged, INumbers<TState, TReal>
{
    private readonly TState ranges;
    private readonly TState inverses;

    /// <summary>The ranges between bounds; 1 where they are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public StateScale(TState lower, TState upper)
    {
        TReal one = TReal.From(1);
        ranges = upper - lower;
        inverses = ranges;
        for (int i = 0; i < TState.Count; ++i)
        {
            TReal range = TReal.WhereLess(TReal.From(0), ranges[i], ranges[i], one);
            ranges = ranges.With(i, range);
            inverses = inverses.With(i, one / range);
        }
    }

    /// <summary>A difference of states in units of the ranges.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState ToRanges(TState difference) => inverses * difference;

    /// <summary>A difference of states in the device's units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState FromRanges(TState difference) => ranges * difference;

    /// <summary>The derivative of a state by a state, both in units of the ranges.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TMatrix ToRanges<TMatrix>(TMatrix derivative)
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState> => Scaled(derivative, inverses, ranges);

    /// <summary>The derivative of a state by a state, in the device's units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TMatrix FromRanges<TMatrix>(TMatrix derivative)
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState> => Scaled(derivative, ranges, inverses);

    /// <summary>What a difference in units of the ranges amounts to in volts, all variables together; not a number where one is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal Volts(TState difference)
    {
        TReal sum = TReal.Abs(difference[0]);
        for (int i = 1; i < TState.Count; ++i)
            sum += TReal.Abs(difference[i]);
        return ranges[0] * sum;
    }

    private static TMatrix Scaled<TMatrix>(TMatrix matrix, TState rows, TState columns)
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
    {
        for (int i = 0; i < TState.Count; ++i)
            matrix = matrix.With(i, columns[i] * (rows * matrix[i]));
        return matrix;
    }
}
