using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// One step of the adjoint recursion of a neuron: adjoints of its new state times derivatives of
/// <see cref="INeuron{TSelf,TReal}.Step"/>, which come from evaluating it with dual numbers. A dual number has a place for each of
/// three variables; coefficients and the spike take those of state and input in evaluations of their own.
/// </summary>
public static class NeuronDifferentiation
{
    /// <summary>The derivatives of the excess with respect to potential and internal variable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials<TReal> ExcessByState<TReal, TNeuron>(TNeuron neuron, DeviceState<TReal> after, TReal a, TReal b, TReal c, TReal d)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal> => neuron.Excess(
            RateDifferentiation.State<TReal, Held>(after), Fixed(a), Fixed(b), Fixed(c), Fixed(d)).Partials;

    /// <summary>The derivatives of a step with respect to potential, internal variable and drive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<Partials<TReal>> ByState<TReal, TNeuron>(
        TNeuron neuron, DeviceState<TReal> before, TReal spike, TReal drive, TReal a, TReal b, TReal c, TReal d)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal> => Partials(neuron.Step(
            RateDifferentiation.State<TReal, Held>(before), Fixed(spike), RateDifferentiation.Input<TReal, Held>(drive),
            Fixed(a), Fixed(b), Fixed(c), Fixed(d)));

    /// <summary>A step's derivatives with what the state before it does by way of the spike added to them.</summary>
    /// <param name="step">The derivatives without it.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="before">The state before the step.</param>
    /// <param name="spike">What the neuron put out in the step before.</param>
    /// <param name="drive">The drive of the step.</param>
    /// <param name="a">The first coefficient.</param>
    /// <param name="b">The second one.</param>
    /// <param name="c">The third one.</param>
    /// <param name="d">The fourth one.</param>
    /// <param name="spikeByState">The derivatives of the spike with respect to the state before the step.</param>
    public static DeviceState<Partials<TReal>> WithSpike<TReal, TNeuron>(
        DeviceState<Partials<TReal>> step, TNeuron neuron, DeviceState<TReal> before, TReal spike, TReal drive, TReal a, TReal b, TReal c, TReal d,
        Partials<TReal> spikeByState)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal>
    {
        DeviceState<Partials<TReal>> bySpike = Partials(neuron.Step(
            Fixed(before), Variable1(spike), Fixed(drive), Fixed(a), Fixed(b), Fixed(c), Fixed(d)));
        Partials<TReal> potential = bySpike.Potential, @internal = bySpike.Internal;
        return new(step.Potential + potential.ByPotential * spikeByState, step.Internal + @internal.ByPotential * spikeByState);
    }

    /// <summary>Adds to the adjoints of a state what its excess over the threshold does.</summary>
    /// <param name="neuron">The neuron.</param>
    /// <param name="after">The state.</param>
    /// <param name="a">The first coefficient.</param>
    /// <param name="b">The second one.</param>
    /// <param name="c">The third one.</param>
    /// <param name="d">The fourth one.</param>
    /// <param name="ofExcess">The adjoint of the excess.</param>
    /// <param name="potential">The adjoint of the potential.</param>
    /// <param name="internal">The adjoint of the internal variable.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddExcess<TReal, TNeuron>(
        TNeuron neuron, DeviceState<TReal> after, TReal a, TReal b, TReal c, TReal d, TReal ofExcess, ref TReal potential, ref TReal @internal)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal>
    {
        Partials<TReal> excess = ExcessByState(neuron, after, a, b, c, d);
        potential += ofExcess * excess.ByPotential;
        @internal += ofExcess * excess.ByInternal;
    }

    /// <summary>
    /// The adjoint of what the neuron put out in the step before, by way of its own step; adds to the gradients of the first two
    /// coefficients.
    /// </summary>
    /// <inheritdoc cref="OfState"/>
    /// <param name="after">The state after the step.</param>
    /// <param name="ofExcess">The adjoint of its excess.</param>
    /// <param name="first">The gradient of the first coefficient.</param>
    /// <param name="second">The gradient of the second one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal OfSpike<TReal, TNeuron>(
        TNeuron neuron, DeviceState<TReal> before, DeviceState<TReal> after, TReal spike, TReal drive, TReal a, TReal b, TReal c, TReal d,
        TReal potential, TReal @internal, TReal ofExcess, ref TReal first, ref TReal second)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal>
    {
        Partials<TReal> bySpike = Pullback(Partials(neuron.Step(
            Fixed(before), Variable1(spike), Fixed(drive), Variable2(a), Variable3(b), Fixed(c), Fixed(d))), potential, @internal);
        Partials<TReal> excess = neuron.Excess(Fixed(after), Variable1(a), Variable2(b), Fixed(c), Fixed(d)).Partials;
        first += bySpike.ByInternal + ofExcess * excess.ByPotential;
        second += bySpike.ByInput + ofExcess * excess.ByInternal;
        return bySpike.ByPotential;
    }

    /// <summary>Adds to the gradients of the last two coefficients.</summary>
    /// <inheritdoc cref="OfState"/>
    /// <param name="after">The state after the step.</param>
    /// <param name="ofExcess">The adjoint of its excess.</param>
    /// <param name="third">The gradient of the third coefficient.</param>
    /// <param name="fourth">The gradient of the fourth one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddLast<TReal, TNeuron>(
        TNeuron neuron, DeviceState<TReal> before, DeviceState<TReal> after, TReal spike, TReal drive, TReal a, TReal b, TReal c, TReal d,
        TReal potential, TReal @internal, TReal ofExcess, ref TReal third, ref TReal fourth)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal>
    {
        Partials<TReal> excess = neuron.Excess(Fixed(after), Fixed(a), Fixed(b), Variable1(c), Variable2(d)).Partials;
        Partials<TReal> byLast = Pullback(Partials(neuron.Step(
            Fixed(before), Fixed(spike), Fixed(drive), Fixed(a), Fixed(b), Variable1(c), Variable2(d))), potential, @internal);
        third += byLast.ByPotential + ofExcess * excess.ByPotential;
        fourth += byLast.ByInternal + ofExcess * excess.ByInternal;
    }

    /// <summary>Takes the adjoints of a state from after a step to before it, and returns the adjoint of the drive.</summary>
    /// <param name="neuron">The neuron.</param>
    /// <param name="before">The state before the step.</param>
    /// <param name="spike">What the neuron put out in the step before.</param>
    /// <param name="drive">The drive of the step.</param>
    /// <param name="a">The first coefficient.</param>
    /// <param name="b">The second one.</param>
    /// <param name="c">The third one.</param>
    /// <param name="d">The fourth one.</param>
    /// <param name="carries">As for <see cref="NeuronAdjoints{T}"/>.</param>
    /// <param name="potential">The adjoint of the potential.</param>
    /// <param name="internal">The adjoint of the internal variable.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TReal OfState<TReal, TNeuron>(
        TNeuron neuron, DeviceState<TReal> before, TReal spike, TReal drive, TReal a, TReal b, TReal c, TReal d, int carries,
        ref TReal potential, ref TReal @internal)
        where TReal : unmanaged, IReal<TReal>
        where TNeuron : struct, INeuron<TNeuron, TReal>
    {
        TReal zero = TReal.From(0);
        DeviceState<Partials<TReal>> jacobian = ByState(neuron, before, spike, drive, a, b, c, d);
        Partials<TReal> byState = Pullback(jacobian, potential, @internal);
        if (carries != 0)
        {
            potential = byState.ByPotential;
            @internal = byState.ByInternal;
        }
        else
        {
            @internal = neuron.AnswersAtOnce ? zero : Pullback(jacobian, potential, zero).ByInternal;
            potential = zero;
        }

        return byState.ByInput;
    }

    /// <summary>The adjoints of what a step reads, from those of what it makes: their product with its Jacobian.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Partials<TReal> Pullback<TReal>(DeviceState<Partials<TReal>> jacobian, TReal potentialAdjoint, TReal internalAdjoint)
        where TReal : unmanaged, IReal<TReal>
    {
        Partials<TReal> potential = jacobian.Potential, @internal = jacobian.Internal;
        return potentialAdjoint * potential + internalAdjoint * @internal;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DeviceState<Partials<TReal>> Partials<TReal>(DeviceState<Dual<TReal, Held, Partials<TReal>>> after)
        where TReal : unmanaged, IReal<TReal>
    {
        Dual<TReal, Held, Partials<TReal>> potential = after.Potential, @internal = after.Internal;
        return new(potential.Partials, @internal.Partials);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DeviceState<Dual<TReal, Held, Partials<TReal>>> Fixed<TReal>(DeviceState<TReal> state)
        where TReal : unmanaged, IReal<TReal> => new(Fixed(state.Potential), Fixed(state.Internal));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<TReal, Held, Partials<TReal>> Fixed<TReal>(TReal value)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal zero = TReal.From(0);
        return new(value, new(zero, zero, zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<TReal, Held, Partials<TReal>> Variable1<TReal>(TReal value)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal zero = TReal.From(0);
        return new(value, new(TReal.From(1), zero, zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<TReal, Held, Partials<TReal>> Variable2<TReal>(TReal value)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal zero = TReal.From(0);
        return new(value, new(zero, TReal.From(1), zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<TReal, Held, Partials<TReal>> Variable3<TReal>(TReal value)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal zero = TReal.From(0);
        return new(value, new(zero, zero, TReal.From(1)));
    }
}
