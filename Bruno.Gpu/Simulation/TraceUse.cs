using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Simulation;

/// <summary>Runs devices over stretches of outer steps, so long that their micro-steps fit into a bounded buffer.</summary>
internal sealed class TraceUse<T>(
    ComputeDevice device, SimulationOptions options, IInputCurrent currents, IDeviceModel model, Action<int, TrajectoryPoint> record, CancellationToken cancellation)
    : IDeviceUse<T, double?>
    where T : unmanaged, IReal<T>
{
    private const int LargestStretch = 1 << 20;

    private readonly int neurons = currents.Neurons;
    private readonly int substeps = options.MicroSteps;

    private readonly double[] scales = [.. model.Variables.Concat(model.Observables).Select(quantity => quantity.Scale)];

    public double? With<TDevice, TState, TMatrix>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> =>
        new IntegratorChoice(options.ChosenIntegrator, options.OuterStepSeconds * 1e3 / substeps, 1, options.Tolerance)
            .Use(new Traced<TDevice, TState, TMatrix>(this, devices));

    private double? Trace<TDevice, TState, TMatrix, TIntegrator>(TDevice[] devices, TIntegrator integrator)
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix>
    {
        long perStep = (long)substeps * neurons;
        int stretch = (int)Math.Clamp(LargestStretch / perStep, 1, currents.Steps);
        long states = stretch * perStep + neurons;
        DeviceMemory memory = device.Memory;
        using DeviceBuffer<TDevice> parameters = memory.Allocate<TDevice>(devices, MemoryPurpose.Devices);
        using DeviceBuffer<T> input = memory.Allocate<T>(stretch * perStep, MemoryPurpose.Currents);
        using StatePlanes<T> tape = new(memory, TState.Count, states, MemoryPurpose.Tape);
        using DeviceBuffer<T> observables = memory.Allocate<T>(states * TDevice.Observables, MemoryPurpose.Tape);

        var start = device.Load<Action<Index1D, SequenceShape, ParameterView<TDevice>, DeviceTape<T>>>(DeviceStartKernel.Run<T, TDevice, TState, TMatrix>);
        var trace = device.Load<Action<
            Index1D, SequenceShape, int, ParameterView<TDevice>, TIntegrator, ArrayView<T>, DeviceTape<T>, ArrayView<T>>>(
            DeviceTraceKernel.Run<T, TDevice, TState, TMatrix, TIntegrator>);
        ParameterView<TDevice> view = new(parameters.View, 0);

        start(neurons, new SequenceShape(1, 1, neurons, 0), view, tape.View);
        for (int begin = 0; begin < currents.Steps; begin += stretch)
        {
            cancellation.ThrowIfCancellationRequested();
            int steps = Math.Min(stretch, currents.Steps - begin);
            double[] amperes = Currents(begin, stretch);
            input.Upload(Array.ConvertAll(amperes, value => T.From(value * 1e9)));
            trace(neurons, new SequenceShape(steps, 1, neurons, 0), substeps, view, integrator, input.View, tape.View, observables.View);
            Report<TDevice, TState, TMatrix>(devices[0], begin, steps, amperes, tape.Download(), observables.Download());

            // The next stretch starts where this one ends.
            int last = steps * substeps * neurons;
            tape.CopyTo(last, tape, 0, neurons, device.Accelerator.DefaultStream);
        }

        return TDevice.FiresByPotential ? T.ToDouble(FiringThreshold.Of<TDevice, T, TState, TMatrix>(devices[0])) * scales[0] : null;
    }

    /// <summary>What a stretch of outer steps is driven by, A, [steps * substeps, neurons]; 0 beyond the end of the input.</summary>
    private double[] Currents(int begin, int steps)
    {
        double[] amperes = new double[(long)steps * substeps * neurons];
        int known = Math.Min(steps, currents.Steps - begin);
        for (int index = 0; index < (long)known * substeps * neurons; ++index)
        {
            int micro = index / neurons;
            amperes[index] = currents.During(begin + micro / substeps, micro % substeps, substeps, index % neurons);
        }

        return amperes;
    }

    /// <summary>The mean current of an outer step, A; a constant is its own mean to the last bit.</summary>
    private double MeanOfStep(double[] amperes, int step, int neuron)
    {
        double first = amperes[step * substeps * neurons + neuron], difference = 0;
        for (int micro = 1; micro < substeps; ++micro)
            difference += amperes[(step * substeps + micro) * neurons + neuron] - first;
        return first + difference / substeps;
    }

    private void Report<TDevice, TState, TMatrix>(TDevice nominal, int begin, int steps, double[] amperes, T[] states, T[] observables)
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        double microStep = options.OuterStepSeconds / substeps;
        int stride = states.Length / TState.Count;
        TState StateAt(int index) => Enumerable.Range(0, TState.Count).Aggregate(
            TState.All(T.From(0)), (state, i) => state.With(i, states[i * stride + index]));
        for (int micro = begin == 0 ? 0 : 1; micro <= steps * substeps; ++micro)
        {
            bool endsStep = micro % substeps == 0;
            if (!options.EveryMicroStep && !endsStep)
                continue;
            for (int neuron = 0; neuron < neurons; ++neuron)
            {
                int index = micro * neurons + neuron;
                TState state = StateAt(index);
                // Something else that is shown need not be a number: a resistance without a current is none.
                if (!IsFinite(state))
                {
                    int before = LastFinite(StateAt, neuron);
                    throw FaultOf<TDevice, TState, TMatrix>(nominal, StateAt(before * neurons + neuron), amperes[before * neurons + neuron], begin, before, neuron);
                }

                bool fires = nominal.Fires(state);
                // A neuron that fires again after its reset fires once an outer step.
                bool fired = options.EveryMicroStep && micro > 0 && (micro - 1) % substeps != 0 && nominal.Fires(StateAt(index - neurons));
                record(neuron, new TrajectoryPoint(
                    endsStep ? (begin + micro / substeps) * options.OuterStepSeconds : begin * options.OuterStepSeconds + micro * microStep,
                    options.EveryMicroStep ? amperes[Math.Max(index - neurons, neuron)] : MeanOfStep(amperes, Math.Max(micro - 1, 0) / substeps, neuron),
                    [.. Values(states, observables, index, stride, TState.Count)],
                    fires && !fired));
            }
        }
    }

    /// <summary>The last micro-step of a stretch that a neuron is at a finite state before, where it comes to another.</summary>
    private int LastFinite<TState>(Func<int, TState> stateAt, int neuron)
        where TState : unmanaged, INumbers<TState, T>
    {
        int before = 0;
        while (IsFinite(stateAt((before + 1) * neurons + neuron)))
            ++before;
        return before;
    }

    /// <summary>Why a neuron's rates are not all finite in a micro-step of a stretch.</summary>
    private RateFaultException FaultOf<TDevice, TState, TMatrix>(TDevice device, TState state, double ampere, int begin, int micro, int neuron)
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        double microStep = options.OuterStepSeconds / substeps, seconds = begin * options.OuterStepSeconds + micro * microStep;
        string where = string.Create(CultureInfo.InvariantCulture, $"at {seconds * 1e3:G6} ms{(neurons > 1 ? $" of neuron {neuron}" : "")}");
        return RateDiagnosis.Explain<T, TDevice, TState, TMatrix>(
            new(model, options.Parameters), device, state, T.From(ampere * 1e9), microStep * 1e3, where);
    }

    private static bool IsFinite<TState>(TState state)
        where TState : unmanaged, INumbers<TState, T>
    {
        for (int i = 0; i < TState.Count; ++i)
        {
            if (!double.IsFinite(T.ToDouble(state[i])))
                return false;
        }

        return true;
    }

    /// <summary>The numbers of all variables and observables at an index, in the units that they are shown in.</summary>
    private IEnumerable<double> Values(T[] states, T[] observables, int index, int stride, int variables)
    {
        for (int i = 0; i < scales.Length; ++i)
            yield return scales[i] * T.ToDouble(i < variables ? states[i * stride + index] : observables[(i - variables) * stride + index]);
    }

    private sealed record Traced<TDevice, TState, TMatrix>(TraceUse<T> Use, TDevice[] Devices) : IIntegratorUse<T, TDevice, TState, TMatrix, double?>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        public double? With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix> => Use.Trace<TDevice, TState, TMatrix, TIntegrator>(Devices, integrator);
    }
}
