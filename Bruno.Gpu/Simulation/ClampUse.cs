using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Simulation;

/// <summary>Holds devices at voltages over stretches of outer steps, so long that their micro-steps fit into a bounded buffer.</summary>
internal sealed class ClampUse<T>(
    ComputeDevice device, SimulationOptions options, IPrescribedVoltage voltages, IDeviceModel model, Action<int, TrajectoryPoint> record,
    CancellationToken cancellation) : IDeviceUse<T, double?>
    where T : unmanaged, IReal<T>
{
    private const int LargestStretch = 1 << 18;

    private readonly double[] scales = [.. model.Variables.Concat(model.Observables).Select(quantity => quantity.Scale), 1e-9];

    public double? With<TDevice, TState, TMatrix>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        ClampChecks.Require<T, TDevice, TState, TMatrix>(model, devices[0]);
        ResponseRun<T, TDevice, TState, TMatrix> run = new(device, DriveKind.Voltage, new(options.ChosenIntegrator, 1, 1, options.Tolerance));
        int neurons = voltages.Neurons, substeps = options.MicroSteps;
        int stretch = (int)Math.Clamp(LargestStretch / ((long)substeps * neurons), 1, voltages.Steps);
        using StatePlanes<T> states = run.States(neurons);
        for (int begin = 0; begin < voltages.Steps; begin += stretch)
        {
            cancellation.ThrowIfCancellationRequested();
            int steps = Math.Min(stretch, voltages.Steps - begin);
            Stimulus[] stimuli = [.. Enumerable.Range(0, neurons).Select(neuron => StimulusOf(begin, steps, neuron))];
            foreach ((int neuron, Stimulus stimulus) in stimuli.Index())
                ClampChecks.RequireWithin<T, TDevice, TState, TMatrix>(model, devices[0], stimulus, $"neuron {neuron}");
            using Responses<T> responses = new(device.Memory, stimuli);
            Report(begin, run.Run(responses, devices, states, areStarted: begin > 0), stimuli[0].Rows);
        }

        return null;
    }

    /// <summary>The micro-steps of a neuron; the first stretch records the start too.</summary>
    private Stimulus StimulusOf(int begin, int steps, int neuron)
    {
        int substeps = options.MicroSteps, first = begin == 0 ? 0 : 1, count = steps * substeps + 1 - first;
        double[] milliseconds = new double[count], inputs = new double[count];
        int[] marks = new int[count];
        for (int i = 0; i < count; ++i)
        {
            int micro = i + first;
            milliseconds[i] = options.OuterStepSeconds * 1e3 / substeps;
            inputs[i] = voltages.At(Time(begin, micro), neuron);
            bool isRecorded = options.EveryMicroStep || micro % substeps == 0;
            marks[i] = (micro > 0 ? ResponseInterval.Moves : 0) | (isRecorded ? ResponseInterval.IsRecorded : 0);
        }

        return new(milliseconds, inputs, marks, [.. Enumerable.Range(0, scales.Length)]);
    }

    private void Report(int begin, T[] outputs, int rows)
    {
        int neurons = voltages.Neurons, quantities = scales.Length, first = begin == 0 ? 0 : 1, stride = options.EveryMicroStep ? 1 : options.MicroSteps;
        for (int row = 0; row < rows; ++row)
        {
            for (int neuron = 0; neuron < neurons; ++neuron)
            {
                double[] values = [.. Enumerable.Range(0, quantities).Select(i => scales[i] * T.ToDouble(outputs[(neuron * rows + row) * quantities + i]))];
                record(neuron, new(Time(begin, (row + first) * stride), values[^1], values[..^1], Spike: false));
            }
        }
    }

    private double Time(int begin, int micro)
    {
        int substeps = options.MicroSteps;
        return micro % substeps == 0
            ? (begin + micro / substeps) * options.OuterStepSeconds
            : begin * options.OuterStepSeconds + micro * (options.OuterStepSeconds / substeps);
    }
}
