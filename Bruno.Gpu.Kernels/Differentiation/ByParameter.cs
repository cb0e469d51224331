using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Differentiation;

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
public readonly struct ByParameter<TDevice, TTangent, TReal>(TDevice device, TTangent tangent)
    : IDevice<ByParameter<TDevice, TTangent, TReal>, TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal>
    where TTangent : unmanaged, IDevice<TTangent, ParameterDual<TReal>>
    where TReal : unmanaged, IReal<TReal>
{
    private readonly TDevice device = device;
    private readonly TTangent tangent = tangent;

    /// <inheritdoc/>
    public DeviceState<TReal> Initial => device.Initial;

    /// <inheritdoc/>
    public DeviceState<TReal> Reset => device.Reset;

    /// <inheritdoc/>
    public DeviceState<TReal> Lower { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => device.Lower; }

    /// <inheritdoc/>
    public DeviceState<TReal> Upper { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => device.Upper; }

    /// <inheritdoc/>
    public TReal Threshold { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => device.Threshold; }

    /// <summary>The derivative of the threshold.</summary>
    public TReal ThresholdTangent => tangent.Threshold.Tangent;

    /// <summary>The derivative of the start, in moving coordinates.</summary>
    public DeviceState<TReal> InitialTangent => InMovingCoordinates(tangent.Initial);

    /// <summary>The derivative of the state after a spike, in moving coordinates.</summary>
    public DeviceState<TReal> ResetTangent => InMovingCoordinates(tangent.Reset);

    private TReal PotentialStretch { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Stretch(tangent.Lower.Potential, tangent.Upper.Potential); }

    private TReal InternalStretch { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Stretch(tangent.Lower.Internal, tangent.Upper.Internal); }

    /// <inheritdoc/>
    public bool Fires(TReal potential) => device.Fires(potential);

    /// <summary>W, how coordinates at a state move with the bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TReal> Motion(DeviceState<TReal> state)
    {
        ParameterDual<TReal> lowerPotential = tangent.Lower.Potential, lowerInternal = tangent.Lower.Internal;
        return new(
            lowerPotential.Tangent + PotentialStretch * (state.Potential - lowerPotential.Number),
            lowerInternal.Tangent + InternalStretch * (state.Internal - lowerInternal.Number));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        if (!TScalar.HasDerivatives)
            return device.Rates(state, current);

        // The current comes with a derivative of 1 by itself, which becomes that of the parameter.
        TReal zero = TReal.From(0), potential = state.Potential.Value, @internal = state.Internal.Value, amperes = current.Value;
        TScalar constant = TScalar.Constant(amperes), seed = current - constant;
        DeviceState<TReal> motion = Motion(new(potential, @internal));
        DeviceState<TScalar> rates = device.Rates(
            new DeviceState<TScalar>(
                state.Potential + TScalar.Scale(motion.Potential, seed), state.Internal + TScalar.Scale(motion.Internal, seed)),
            constant);
        DeviceState<ParameterDual<TReal>> tangents = tangent.Rates(
            new DeviceState<ParameterDual<TReal>>(new(potential, zero), new(@internal, zero)), new ParameterDual<TReal>(amperes, zero));
        ParameterDual<TReal> ofPotential = tangents.Potential, ofInternal = tangents.Internal;
        return new(
            rates.Potential + TScalar.Scale(ofPotential.Tangent - PotentialStretch * ofPotential.Number, seed),
            rates.Internal + TScalar.Scale(ofInternal.Tangent - InternalStretch * ofInternal.Number, seed));
    }

    /// <inheritdoc/>
    public TScalar ElectricField<TScalar>(DeviceState<TScalar> state)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => device.ElectricField(state);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TReal Stretch(ParameterDual<TReal> lower, ParameterDual<TReal> upper) =>
        (upper.Tangent - lower.Tangent) / (upper.Number - lower.Number);

    private DeviceState<TReal> InMovingCoordinates(DeviceState<ParameterDual<TReal>> state)
    {
        ParameterDual<TReal> potential = state.Potential, @internal = state.Internal;
        DeviceState<TReal> motion = Motion(new(potential.Number, @internal.Number));
        return new(potential.Tangent - motion.Potential, @internal.Tangent - motion.Internal);
    }
}
