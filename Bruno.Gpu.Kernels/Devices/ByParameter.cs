using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// A device seen by one of its parameters: the derivative with respect to the parameter takes the place of that with respect to the
/// input current, so that whatever linearises a step of a device (BRUNO's coarse step, the sensitivities of any integrator) gives
/// the derivative of the step by the parameter in its place, unchanged. Values are those of the device.
/// <para>Where the parameter moves the bounds, derivatives are taken in coordinates that move with them,
/// <code>dx = dx~ + W(x),   W(x) = lower' + (upper' - lower') (x - lower) / (upper - lower)</code>
/// (' is the derivative by the parameter), in which a clip is what it is for fixed bounds: what is on a bound stays on it. The
/// rates then have the derivative <c>f' + (df/dx) W - W_x f</c>; start, reset and whatever reads states have theirs less or more
/// W. Where the bounds stay, W is 0.</para>
/// </summary>
/// <param name="device">The device.</param>
/// <param name="tangent">The same device, its constants with their derivatives by the parameter.</param>
public readonly struct ByParameter<TDevice, TTangent, TReal, TState, TMatrix, TTangentState, TTangentMatrix>(TDevice device, TTangent tangent)
    : ISeenByParameter<ByParameter<TDevice, TTangent, TReal, TState, TMatrix, TTangentState, TTangentMatrix>, TReal, TState, TMatrix>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TTangent : unmanaged, IDevice<TTangent, ParameterDual<TReal>, TTangentState, TTangentMatrix>
    where TReal : unmanaged, IReal<TReal>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
    where TTangentState : unmanaged, INumbers<TTangentState, ParameterDual<TReal>>
    where TTangentMatrix : unmanaged, IMatrix<TTangentMatrix, ParameterDual<TReal>, TTangentState>
{
    private readonly TDevice device = device;
    private readonly TTangent tangent = tangent;

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
    public TState InitialTangent => TangentOf(tangent.Initial) - Motion(device.Initial);

    private TState Stretch
    {
        get
        {
            TTangentState upper = tangent.Upper, lower = tangent.Lower;
            TState stretch = TState.All(TReal.From(0));
            for (int i = 0; i < TState.Count; ++i)
                stretch = stretch.With(i, (upper[i].Tangent - lower[i].Tangent) / (upper[i].Number - lower[i].Number));
            return stretch;
        }
    }

    /// <inheritdoc/>
    public TState Reset(TState before) => device.Reset(before);

    /// <inheritdoc/>
    public TMatrix ResetDerivative(TState before) => device.ResetDerivative(before);

    /// <inheritdoc/>
    public TState ResetTangent(TState before) =>
        device.ResetDerivative(before).AddTo(TangentOf(tangent.Reset(Constant(before))), Motion(before)) - Motion(device.Reset(before));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Fires(TState state) => device.Fires(state);

    /// <inheritdoc/>
    public TReal Excess(TState state) => device.Excess(state);

    /// <inheritdoc/>
    public TReal ExcessTangent(TState state) => tangent.Excess(Constant(state)).Tangent;

    /// <inheritdoc/>
    public TState ExcessGradient(TState state) => device.ExcessGradient(state);

    /// <inheritdoc/>
    public TState Motion(TState state) => TangentOf(tangent.Lower) + Stretch * (state - device.Lower);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState Rates(TState state, TReal current) => device.Rates(state, current);

    /// <inheritdoc/>
    public RateDerivatives<TReal, TState, TMatrix> Differentiate<THold>(TState state, TReal current)
        where THold : unmanaged, IHoldPolicy
    {
        RateDerivatives<TReal, TState, TMatrix> rates = device.Differentiate<THold>(state, current);
        TState own = TangentOf(tangent.Rates(Constant(state), new ParameterDual<TReal>(current, TReal.From(0)))) - Stretch * rates.Rates;
        return new(rates.Rates, rates.ByState, rates.ByState.AddTo(own, Motion(state)));
    }

    /// <inheritdoc/>
    public RateDerivatives<TReal, TState, TMatrix> DifferentiateByState<THold>(TState state, TReal current)
        where THold : unmanaged, IHoldPolicy => device.DifferentiateByState<THold>(state, current);

    /// <inheritdoc/>
    public TReal Observable(int index, TState state, TReal current) => device.Observable(index, state, current);

    private static TTangentState Constant(TState state)
    {
        TReal zero = TReal.From(0);
        TTangentState constant = TTangentState.All(new ParameterDual<TReal>(zero, zero));
        for (int i = 0; i < TState.Count; ++i)
            constant = constant.With(i, new ParameterDual<TReal>(state[i], zero));
        return constant;
    }

    private static TState TangentOf(TTangentState state)
    {
        TState tangents = TState.All(TReal.From(0));
        for (int i = 0; i < TState.Count; ++i)
            tangents = tangents.With(i, state[i].Tangent);
        return tangents;
    }
}
