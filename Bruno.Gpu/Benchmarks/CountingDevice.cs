using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Benchmarks;

/// <summary>A device that counts, on the host and for each thread, how often its rates are evaluated.</summary>
internal readonly struct CountingDevice<TDevice, TReal, TState, TMatrix>(TDevice device)
    : IDevice<CountingDevice<TDevice, TReal, TState, TMatrix>, TReal, TState, TMatrix>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TReal : unmanaged, IReal<TReal>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    [ThreadStatic]
    private static long evaluations;

    private readonly TDevice device = device;

    /// <summary>How often, since it was last set to 0.</summary>
    public static long Evaluations { get => evaluations; set => evaluations = value; }

    /// <inheritdoc/>
    public static bool FiresByPotential => TDevice.FiresByPotential;

    /// <inheritdoc/>
    public static int Observables => TDevice.Observables;

    /// <inheritdoc/>
    public TState Initial => device.Initial;

    /// <inheritdoc/>
    public TState Lower => device.Lower;

    /// <inheritdoc/>
    public TState Upper => device.Upper;

    /// <inheritdoc/>
    public TState Reset(TState before) => device.Reset(before);

    /// <inheritdoc/>
    public TMatrix ResetDerivative(TState before) => device.ResetDerivative(before);

    /// <inheritdoc/>
    public bool Fires(TState state) => device.Fires(state);

    /// <inheritdoc/>
    public TReal Excess(TState state) => device.Excess(state);

    /// <inheritdoc/>
    public TState ExcessGradient(TState state) => device.ExcessGradient(state);

    /// <inheritdoc/>
    public TState Rates(TState state, TReal current)
    {
        ++evaluations;
        return device.Rates(state, current);
    }

    /// <inheritdoc/>
    public RateDerivatives<TReal, TState, TMatrix> Differentiate<THold>(TState state, TReal current)
        where THold : unmanaged, IHoldPolicy
    {
        ++evaluations;
        return device.Differentiate<THold>(state, current);
    }

    /// <inheritdoc/>
    public RateDerivatives<TReal, TState, TMatrix> DifferentiateByState<THold>(TState state, TReal current)
        where THold : unmanaged, IHoldPolicy
    {
        ++evaluations;
        return device.DifferentiateByState<THold>(state, current);
    }

    /// <inheritdoc/>
    public TReal Observable(int index, TState state, TReal current) => device.Observable(index, state, current);
}
