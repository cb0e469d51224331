using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>A device seen by one of its parameters; see <see cref="ByParameter{TDevice,TTangent,TReal,TState,TMatrix,TTangentState,TTangentMatrix}"/>.</summary>
public interface ISeenByParameter<TSelf, TReal, TState, TMatrix> : IDevice<TSelf, TReal, TState, TMatrix>
    where TSelf : unmanaged, ISeenByParameter<TSelf, TReal, TState, TMatrix>
    where TReal : unmanaged, IReal<TReal>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    /// <summary>The derivative of the start by the parameter, in moving coordinates.</summary>
    TState InitialTangent { get; }

    /// <summary>The derivative of the state after a spike, in moving coordinates.</summary>
    TState ResetTangent(TState before);

    /// <summary>The derivative of the excess at a state that stays.</summary>
    TReal ExcessTangent(TState state);

    /// <summary>W, how coordinates at a state move with the bounds.</summary>
    TState Motion(TState state);
}
