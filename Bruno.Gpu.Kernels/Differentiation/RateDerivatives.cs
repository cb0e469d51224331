using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Differentiation;

/// <summary>The rates of a device with their derivatives, per ms.</summary>
public readonly struct RateDerivatives<TReal, TState, TMatrix>(TState rates, TMatrix byState, TState byInput)
    where TReal : unmanaged, IReal<TReal>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    /// <summary>The time derivative of the state.</summary>
    public readonly TState Rates = rates;

    /// <summary>Its derivative by the state, K.</summary>
    public readonly TMatrix ByState = byState;

    /// <summary>Its derivative by the current, b, per nA.</summary>
    public readonly TState ByInput = byInput;
}
