using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// The variational equation dD/dt = K D + [0 b] along an accepted step of a device of any width, its length held, by
/// <see cref="Sdirk4"/>: of order four, an order above that of the step, because deviations grow where the state itself hardly moves.
/// Each stage solves with the derivatives of the rates at its own time, so that D stays bounded however fast those change; states
/// between both ends are those of the cubic with their values and rates.
/// <para>The derivative of a clip is 0 on the bound, and what a bound holds has left its past behind.</para>
/// </summary>
public static class ImplicitVariation<TReal, TDevice, TState, TMatrix>
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    /// <summary>The sensitivities after a step.</summary>
    /// <param name="device">The device.</param>
    /// <param name="scale">The ranges of its variables, in units of which sensitivities are.</param>
    /// <param name="sensitivity">The sensitivities before it.</param>
    /// <param name="start">The state before it.</param>
    /// <param name="end">The state after it.</param>
    /// <param name="current">The current, nA.</param>
    /// <param name="h">Its length, ms.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Jacobian<TReal, TState, TMatrix> Propagate<THold>(
        TDevice device, StateScale<TReal, TState> scale, Jacobian<TReal, TState, TMatrix> sensitivity, TState start, TState end, TReal current, TReal h)
        where THold : unmanaged, IHoldPolicy
    {
        TState lower = device.Lower, upper = device.Upper, before = device.Rates(start, current);
        TState free = FreeRates<TReal, TState, TMatrix>.FreeOf(start, before, lower, upper);
        StateCubic<TReal, TState> path = new(
            start, end, h * Adjoint.Each<TReal, TState>(before, free), h * Adjoint.Each<TReal, TState>(device.Rates(end, current), free));
        ClipMap<TReal, TState> moving = new(free);
        TReal length = TReal.From(Sdirk4.Weight) * h, inverse = TReal.From(1 / Sdirk4.Weight);
        TMatrix byState = sensitivity.ByState.Each(moving), one = TMatrix.Diagonal(TReal.From(1));
        TState byInput = moving.Of(sensitivity.ByInput);

        // What comes before each of the later stages: D and what the stages so far add to it.
        TMatrix early = byState, second = byState, third = byState, fourth = byState, last = byState;
        TState earlyInput = byInput, secondInput = byInput, thirdInput = byInput, fourthInput = byInput, lastInput = byInput;
        for (int stage = 0; stage < Sdirk4.Stages; ++stage)
        {
            TState state = Clip.Value(path.At(Sdirk4.Time<TReal>(stage)), lower, upper);
            RateDerivatives<TReal, TState, TMatrix> rates = device.Differentiate<THold>(state, current);
            LinearSystem<TReal, TState, TMatrix> system = new(one - length * scale.ToRanges(rates.ByState.Each(moving)));
            byState = early.Each(system);
            byInput = system.Of(earlyInput + length * scale.ToRanges(moving.Of(rates.ByInput)));
            TMatrix change = inverse * (byState - early);
            TState inputChange = inverse * (byInput - earlyInput);
            TReal inThird = Sdirk4.InThird<TReal>(stage), inFourth = Sdirk4.InFourth<TReal>(stage), inLast = Sdirk4.InLast<TReal>(stage);
            second += Sdirk4.InSecond<TReal>(stage) * change;
            secondInput += Sdirk4.InSecond<TReal>(stage) * inputChange;
            third += inThird * change;
            thirdInput += inThird * inputChange;
            fourth += inFourth * change;
            fourthInput += inFourth * inputChange;
            last += inLast * change;
            lastInput += inLast * inputChange;
            early = stage == 0 ? second : stage == 1 ? third : stage == 2 ? fourth : last;
            earlyInput = stage == 0 ? secondInput : stage == 1 ? thirdInput : stage == 2 ? fourthInput : lastInput;
        }

        TState none = TState.All(TReal.From(0)), all = TState.All(TReal.From(1));
        ClipMap<TReal, TState> clip = new(Clip.Derivative(end, lower, upper, all, none, none));
        return new(byState.Each(clip), clip.Of(byInput));
    }
}
