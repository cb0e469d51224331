using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// A device in a time of its own: what it does in a duration, it does in 1 ms. An integrator whose outer step is 1 ms so takes steps of
/// any length, one after the other.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="duration">The duration, ms.</param>
public readonly struct Stretched<TDevice, TReal, TState, TMatrix>(TDevice device, TReal duration)
    : IDevice<Stretched<TDevice, TReal, TState, TMatrix>, TReal, TState, TMatrix>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TReal : unmanaged, IReal<TReal>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    private readonly TDevice device = device;
    private readonly TReal duration = duration;

    /// <inheritdoc/>
    public static bool FiresByPotential => TDevice.FiresByPotential;

    /// <inheritdoc/>
    public static int Observables => TDevice.Observables;

    /// <inheritdoc/>
    public TState Initial => device.Initial;

    /// <inheritdoc/>
    public TState Lower { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => device.Lower; }

    /// <inheritdoc/>
    public TState Upper { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => device.Upper; }

    /// <inheritdoc/>
    public TState Reset(TState before) => device.Reset(before);

    /// <inheritdoc/>
    public TMatrix ResetDerivative(TState before) => device.ResetDerivative(before);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Fires(TState state) => device.Fires(state);

    /// <inheritdoc/>
    public TReal Excess(TState state) => device.Excess(state);

    /// <inheritdoc/>
    public TState ExcessGradient(TState state) => device.ExcessGradient(state);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState Rates(TState state, TReal current) => duration * device.Rates(state, current);

    /// <inheritdoc/>
    public RateDerivatives<TReal, TState, TMatrix> Differentiate<THold>(TState state, TReal current)
        where THold : unmanaged, IHoldPolicy => Over(device.Differentiate<THold>(state, current));

    /// <inheritdoc/>
    public RateDerivatives<TReal, TState, TMatrix> DifferentiateByState<THold>(TState state, TReal current)
        where THold : unmanaged, IHoldPolicy => Over(device.DifferentiateByState<THold>(state, current));

    /// <inheritdoc/>
    public TReal Observable(int index, TState state, TReal current) => device.Observable(index, state, current);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private RateDerivatives<TReal, TState, TMatrix> Over(RateDerivatives<TReal, TState, TMatrix> rates) =>
        new(duration * rates.Rates, duration * rates.ByState, duration * rates.ByInput);
}
