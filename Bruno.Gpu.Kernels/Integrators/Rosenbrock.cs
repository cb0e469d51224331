using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// Devices of any width by <see cref="Rodas3{TReal,TDevice,TState,TMatrix}"/>, with steps of a length that follows its error estimate.
/// A step that takes a variable beyond a bound by more than the tolerance is shortened; one in which the device fires ends where it
/// first does. What is not a number, even over the shortest of steps, stays so and shows; so does what takes more than
/// <see cref="MaxTrials"/>.
/// </summary>
/// <param name="step">The length of an outer step, ms.</param>
/// <param name="tolerance">
/// V; a step may be estimated to err by a fiftieth of it, all variables together (<see cref="StateScale{TReal,TState}.Volts"/>).
/// </param>
public readonly struct Rosenbrock<TReal, TDevice, TState, TMatrix>(TReal step, TReal tolerance) : IIntegrator<TReal, TDevice, TState, TMatrix>
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    /// <summary>The most steps, accepted or not, that an outer step may take.</summary>
    public const int MaxTrials = 10_000;

    private const int EventTrials = 12;

    // So that the errors of many steps together stay within the tolerance, also where deviations grow before a spike.
    private const double ShareOfStep = 1.0 / 50;

    // Flat, not a StepSizeController: ILGPU 1.5.3 confuses structs whose fields are the same when flattened.
    private readonly TReal step = step;
    private readonly TReal tolerance = TReal.From(ShareOfStep) * tolerance;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TState Advance(TDevice device, TState state, TReal current)
    {
        TReal zero = TReal.From(0), remaining = step, next = zero;
        int trials = MaxTrials;
        while (remaining > zero && !device.Fires(state))
        {
            StateStep<TReal, TState> accepted = Step(device, state, current, remaining, next, ref trials);
            state = accepted.End;
            next = accepted.Next;
            remaining -= accepted.Taken;
        }

        return state;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Jacobian<TReal, TState, TMatrix> Sensitivity<THold>(TDevice device, ref TState start, TReal current)
        where THold : unmanaged, IHoldPolicy
    {
        TReal zero = TReal.From(0), remaining = step, next = zero;
        StateScale<TReal, TState> scale = new(device.Lower, device.Upper);
        TState state = start;
        Jacobian<TReal, TState, TMatrix> sensitivity = Jacobian<TReal, TState, TMatrix>.Identity;
        int trials = MaxTrials;
        while (remaining > zero && !device.Fires(state))
        {
            StateStep<TReal, TState> accepted = Step(device, state, current, remaining, next, ref trials);
            sensitivity = ImplicitVariation<TReal, TDevice, TState, TMatrix>.Propagate<THold>(
                device, scale, sensitivity, state, accepted.End, current, accepted.Taken);
            state = accepted.End;
            next = accepted.Next;
            remaining -= accepted.Taken;
        }

        start = state;
        return new(scale.FromRanges(sensitivity.ByState), scale.FromRanges(sensitivity.ByInput));
    }

    /// <summary>One accepted step, after as many trials as it takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private StateStep<TReal, TState> Step(
        TDevice device, TState state, TReal current, TReal remaining, TReal proposal, ref int trials)
    {
        TReal zero = TReal.From(0), half = TReal.From(0.5);
        StepSizeController<TReal> control = new(step, tolerance);
        TState lower = device.Lower, upper = device.Upper;
        StateScale<TReal, TState> scale = new(lower, upper);
        Rodas3<TReal, TDevice, TState, TMatrix> method = new(device, current, scale);
        FreeRates<TReal, TState, TMatrix> start = new(state, device.DifferentiateByState<Kept>(state, current), lower, upper, scale);

        TReal shortest = control.Shortest;
        TReal length = proposal > zero ? proposal : First(start, scale);
        length = length > shortest ? length : shortest;

        // Between them the device begins to fire, once that is known.
        TReal early = zero, late = zero, next = length, atEarly = zero, atLate = zero, enough = zero;
        TState firing = state;
        int located = 0, stayed = 0;
        for (; ; )
        {
            TReal h = located > 0 ? length : StepSizeController<TReal>.Fitted(length, remaining);
            StepTrial<TState> trial = method.Try(start, h);
            TState end = Clip.Value(trial.End, lower, upper);
            --trials;
            if (located == 0)
            {
                TReal error = scale.Volts(trial.Error) + scale.Volts(scale.ToRanges(trial.End - end));
                TReal acceptance = control.Acceptance(error, h);
                next = control.Proposal(error, h);
                if (trials <= 0 || (acceptance < zero && !(error >= zero)))
                    return new(TState.All(zero / (h - h)), remaining, next);
                if (acceptance >= zero && acceptance <= zero)
                {
                    length = next;
                    continue;
                }

                if (!device.Fires(end))
                    return new(end, StepSizeController<TReal>.Taken(h, remaining), next);
                atEarly = device.Excess(state);
                enough = TReal.From(1e-6) * (device.Excess(end) - atEarly);
            }

            TReal at = device.Excess(end);
            if (device.Fires(end))
            {
                late = h;
                atLate = at;
                firing = end;
                atEarly = stayed > 0 ? half * atEarly : atEarly;
                stayed = 1;
            }
            else
            {
                early = h;
                atEarly = at;
                atLate = stayed < 0 ? half * atLate : atLate;
                stayed = -1;
            }

            ++located;
            if (located > EventTrials || device.Excess(firing) <= enough)
                return new(firing, StepSizeController<TReal>.Taken(late, remaining), next);

            // The method of false position, with the weight of an end that stays halved (the Illinois rule), and never at an end.
            TReal share = atEarly / (atEarly - atLate), least = TReal.From(0.01);
            share = share > least ? share : least;
            share = share < TReal.From(1) - least ? share : TReal.From(1) - least;
            length = early + share * (late - early);
        }
    }

    /// <summary>
    /// The length of the first step of an outer step, ms: what is left out of a step of order two were the rates linear, h^3 / 6 J^2 f, is
    /// within the tolerance. Where what is fast has settled, that says little: a step is not made a hundred times shorter by it.
    /// </summary>
    private TReal First(FreeRates<TReal, TState, TMatrix> start, StateScale<TReal, TState> scale)
    {
        TState none = TState.All(TReal.From(0));
        TReal third = scale.Volts(start.Jacobian.AddTo(none, start.Jacobian.AddTo(none, start.Rates)));
        TReal most = TReal.From(6) * tolerance, least = TReal.From(0.01) * step;
        if (!(third * step * step * step > most))
            return step;
        TReal length = TReal.PowPositive(most / third, TReal.From(1.0 / 3));
        return length > least ? length : least;
    }
}
