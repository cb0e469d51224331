using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Simulation;

/// <summary>Runs devices over stretches of outer steps, so long that their micro-steps fit into a bounded buffer.</summary>
internal sealed class TraceUse<T>(
    ComputeDevice device, SimulationOptions options, Action<int, TrajectoryPoint> record, CancellationToken cancellation)
    : IDeviceUse<T, double>
    where T : unmanaged, IReal<T>
{
    private const int LargestStretch = 1 << 20;

    private readonly int neurons = options.Currents.Neurons;
    private readonly int substeps = options.MicroSteps;

    public double With<TDevice>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, T> =>
        new IntegratorChoice(options.ChosenIntegrator, options.OuterStepSeconds * 1e3 / substeps, 1, options.Tolerance)
            .Use(new Traced<TDevice>(this, devices));

    private double Trace<TDevice, TIntegrator>(TDevice[] devices, TIntegrator integrator)
        where TDevice : unmanaged, IDevice<TDevice, T>
        where TIntegrator : unmanaged, IIntegrator<T>
    {
        long perStep = (long)substeps * neurons;
        int stretch = (int)Math.Clamp(LargestStretch / perStep, 1, options.Currents.Steps);
        long states = stretch * perStep + neurons;
        DeviceMemory memory = device.Memory;
        using DeviceBuffer<TDevice> parameters = memory.Allocate<TDevice>(devices, MemoryPurpose.Devices);
        using DeviceBuffer<T> input = memory.Allocate<T>(stretch * perStep, MemoryPurpose.Currents);
        using DeviceBuffer<T> potential = memory.Allocate<T>(states, MemoryPurpose.Tape);
        using DeviceBuffer<T> @internal = memory.Allocate<T>(states, MemoryPurpose.Tape);
        using DeviceBuffer<T> field = memory.Allocate<T>(states, MemoryPurpose.Tape);

        var start = device.Load<Action<Index1D, SequenceShape, ParameterView<TDevice>, DeviceTape<T>>>(DeviceStartKernel.Run);
        var trace = device.Load<Action<
            Index1D, SequenceShape, int, ParameterView<TDevice>, TIntegrator, ArrayView<T>, DeviceTape<T>, ArrayView<T>>>(
            DeviceTraceKernel.Run);
        ParameterView<TDevice> view = new(parameters.View, 0);
        DeviceTape<T> tape = new(potential.View, @internal.View);

        start(neurons, new SequenceShape(1, 1, neurons, 0), view, tape);
        for (int begin = 0; begin < options.Currents.Steps; begin += stretch)
        {
            cancellation.ThrowIfCancellationRequested();
            int steps = Math.Min(stretch, options.Currents.Steps - begin);
            double[] amperes = Currents(begin, stretch);
            input.Upload(Array.ConvertAll(amperes, value => T.From(value * 1e9)));
            trace(neurons, new SequenceShape(steps, 1, neurons, 0), substeps, view, integrator, input.View, tape, field.View);
            Report(devices[0], begin, steps, amperes, potential.Download(), @internal.Download(), field.Download());

            // The next stretch starts where this one ends.
            int last = steps * substeps * neurons;
            AcceleratorStream stream = device.Accelerator.DefaultStream;
            potential.View.SubView(last, neurons).CopyTo(stream, potential.View.SubView(0, neurons));
            @internal.View.SubView(last, neurons).CopyTo(stream, @internal.View.SubView(0, neurons));
        }

        return T.ToDouble(devices[0].Threshold);
    }

    /// <summary>What a stretch of outer steps is driven by, A, [steps * substeps, neurons]; 0 beyond the end of the input.</summary>
    private double[] Currents(int begin, int steps)
    {
        double[] amperes = new double[(long)steps * substeps * neurons];
        int known = Math.Min(steps, options.Currents.Steps - begin);
        for (int index = 0; index < (long)known * substeps * neurons; ++index)
        {
            int micro = index / neurons;
            amperes[index] = options.Currents.During(begin + micro / substeps, micro % substeps, substeps, index % neurons);
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

    private void Report<TDevice>(TDevice model, int begin, int steps, double[] amperes, T[] potential, T[] @internal, T[] field)
        where TDevice : unmanaged, IDevice<TDevice, T>
    {
        double microStep = options.OuterStepSeconds / substeps;
        for (int micro = begin == 0 ? 0 : 1; micro <= steps * substeps; ++micro)
        {
            bool endsStep = micro % substeps == 0;
            if (!options.EveryMicroStep && !endsStep)
                continue;
            for (int neuron = 0; neuron < neurons; ++neuron)
            {
                int index = micro * neurons + neuron;
                bool fires = model.Fires(potential[index]);
                bool fired = options.EveryMicroStep && micro > 0 && model.Fires(potential[index - neurons]);
                record(neuron, new TrajectoryPoint(
                    endsStep ? (begin + micro / substeps) * options.OuterStepSeconds : begin * options.OuterStepSeconds + micro * microStep,
                    options.EveryMicroStep ? amperes[Math.Max(index - neurons, neuron)] : MeanOfStep(amperes, Math.Max(micro - 1, 0) / substeps, neuron),
                    T.ToDouble(potential[index]),
                    T.ToDouble(@internal[index]),
                    T.ToDouble(field[index]) * 1e9,
                    fires && !fired));
            }
        }
    }

    private sealed record Traced<TDevice>(TraceUse<T> Use, TDevice[] Devices) : IIntegratorUse<T, double>
        where TDevice : unmanaged, IDevice<TDevice, T>
    {
        public double With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T> => Use.Trace(Devices, integrator);
    }
}
