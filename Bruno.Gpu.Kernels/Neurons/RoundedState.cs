using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>States of numbers that fit into 16 bits.</summary>
public static class RoundedState
{
    /// <summary>
    /// The nearest state of such numbers; where that fires and the state does not, or the other way round, what the excess depends on
    /// goes to the next number beyond.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TState Of<T, TDevice, TState, TMatrix>(TDevice device, TState state)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        TState near = state, gradient = device.ExcessGradient(state);
        for (int i = 0; i < TState.Count; ++i)
            near = near.With(i, T.FromHalf(T.ToHalf(state[i])));
        bool fires = device.Fires(state), nearFires = device.Fires(near);
        if (fires && !nearFires)
            near = Moved<T, TState>(near, gradient);
        if (!fires && nearFires)
            near = Moved<T, TState>(near, T.From(-1) * gradient);
        return near;
    }

    /// <summary>The next state of such numbers in a direction.</summary>
    private static TState Moved<T, TState>(TState near, TState direction)
        where T : unmanaged, IReal<T>
        where TState : unmanaged, INumbers<TState, T>
    {
        T zero = T.From(0);
        for (int i = 0; i < TState.Count; ++i)
        {
            ushort half = T.ToHalf(near[i]);
            if (direction[i] > zero)
                near = near.With(i, T.FromHalf(HalfBits.Above(half)));
            if (direction[i] < zero)
                near = near.With(i, T.FromHalf(HalfBits.Below(half)));
        }

        return near;
    }
}
