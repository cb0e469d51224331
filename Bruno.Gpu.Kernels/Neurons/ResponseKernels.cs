using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// What devices answer to currents or to voltages that are given at any times, recorded where they were measured. With numbers that carry a
/// derivative by a parameter (<see cref="ParameterDual{T}"/>) it is the answer with its derivative, that of the integrator's own steps.
/// </summary>
public static class ResponseKernels
{
    /// <summary>Devices driven by currents.</summary>
    /// <param name="lane">Device set times traces plus trace.</param>
    /// <param name="sequence">The traces.</param>
    /// <param name="devices">The devices, one a set.</param>
    /// <param name="integrator">An integrator whose outer step is 1 ms.</param>
    /// <param name="states">Where each lane starts; receives where it ends.</param>
    /// <param name="outputs">Receives what is recorded, [sets, numbers].</param>
    public static void UnderCurrent<TReal, TDevice, TState, TMatrix, TIntegrator>(
        Index1D lane,
        ResponseSequence<TReal> sequence,
        ArrayView<TDevice> devices,
        TIntegrator integrator,
        DeviceTape<TReal> states,
        ArrayView<TReal> outputs)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
        where TIntegrator : unmanaged, IIntegrator<TReal, Stretched<TDevice, TReal, TState, TMatrix>, TState, TMatrix>
    {
        int traces = sequence.Traces.IntLength, set = lane / traces;
        ResponseTrace trace = sequence.Traces[lane % traces];
        TDevice device = devices[set];
        TState state = states.At<TState>(lane);
        int output = set * sequence.Outputs + trace.Output;
        bool resting = false;
        for (int i = trace.Begin; i < trace.End; ++i)
        {
            int marks = sequence.Marks[i];
            TReal current = sequence.Inputs[i];
            if ((marks & ResponseInterval.BeginsStep) != 0)
            {
                resting = device.Fires(state);
                if (resting)
                    state = device.Reset(state);
            }

            if ((marks & ResponseInterval.Moves) != 0 && !resting && !device.Fires(state))
                state = integrator.Advance(new Stretched<TDevice, TReal, TState, TMatrix>(device, sequence.Durations[i]), state, current);
            if ((marks & ResponseInterval.IsRecorded) != 0)
            {
                Record<TReal, TDevice, TState, TMatrix>(sequence, trace, device, state, current, outputs, output);
                output += trace.Quantities;
            }
        }

        states.Store(lane, state);
    }

    /// <summary>Devices under voltage clamp; the potential is a straight line during each interval.</summary>
    /// <inheritdoc cref="UnderCurrent"/>
    public static void UnderVoltage<TReal, TDevice, TState, TMatrix, TIntegrator>(
        Index1D lane,
        ResponseSequence<TReal> sequence,
        ArrayView<TDevice> devices,
        TIntegrator integrator,
        DeviceTape<TReal> states,
        ArrayView<TReal> outputs)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
        where TIntegrator : unmanaged, IIntegrator<TReal, VoltageClamped<TDevice, TReal, TState, TMatrix>, TState, TMatrix>
    {
        int traces = sequence.Traces.IntLength, set = lane / traces;
        ResponseTrace trace = sequence.Traces[lane % traces];
        TDevice device = devices[set];
        TState state = states.At<TState>(lane);
        int output = set * sequence.Outputs + trace.Output;
        for (int i = trace.Begin; i < trace.End; ++i)
        {
            int marks = sequence.Marks[i];
            TReal potential = sequence.Inputs[i];

            // The slope at the start is that of what comes.
            int moved = (marks & ResponseInterval.Moves) != 0 ? i : i + 1;
            TReal duration = sequence.Durations[moved], change = sequence.Inputs[moved] - (moved == i ? state[0] : potential);
            VoltageClamped<TDevice, TReal, TState, TMatrix> clamped = new(device, duration);
            if (moved == i)
                state = integrator.Advance(clamped, state, change);
            state = state.With(0, potential);
            if ((marks & ResponseInterval.IsRecorded) != 0)
            {
                TReal current = clamped.Current(state, change / duration);
                Record<TReal, TDevice, TState, TMatrix>(sequence, trace, device, state, current, outputs, output);
                output += trace.Quantities;
            }
        }

        states.Store(lane, state);
    }

    private static void Record<TReal, TDevice, TState, TMatrix>(
        ResponseSequence<TReal> sequence, ResponseTrace trace, TDevice device, TState state, TReal current, ArrayView<TReal> outputs, int output)
        where TReal : unmanaged, IReal<TReal>
        where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
    {
        for (int i = 0; i < trace.Quantities; ++i)
        {
            int quantity = sequence.Quantities[trace.Quantity + i], observable = quantity - TState.Count;
            outputs[output + i] = observable < 0 ? state[quantity]
                : observable < TDevice.Observables ? device.Observable(observable, state, current)
                : current;
        }
    }
}
