using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Training;
using ILGPU;

namespace Bruno.Gpu.EarlyExit;

/// <summary>Traces every sample of a split step by step.</summary>
internal sealed class ExitRecorder<T> : IOutputRecorder<T>
    where T : unmanaged, IReal<T>
{
    private readonly TrainingSession<T> session;
    private readonly IReadOnlyList<Sample> samples;
    private readonly int[] units;
    private readonly Evidence evidence;
    private readonly OutputSteps<T> outputs;
    private readonly DeviceBuffer<int> events;
    private readonly List<(TimeWindow Window, int[] Events)> windows = [];
    private readonly Action<Index1D, int, Signal<T>, ArrayView<int>> count;

    /// <summary>A recorder of nothing yet.</summary>
    /// <param name="session">The network.</param>
    /// <param name="samples">The samples of the split, in order; their steps as long as the network's.</param>
    /// <param name="steps">Steps of each.</param>
    /// <param name="channels">Channels of the data.</param>
    public ExitRecorder(TrainingSession<T> session, IReadOnlyList<Sample> samples, int[] steps, int channels)
    {
        this.session = session;
        this.samples = samples;
        Network<T> network = session.Network;
        units = [channels, .. network.Layers.Select(layer => layer.Outputs)];
        evidence = new Evidence(session.Loss, units[^1]);
        outputs = new OutputSteps<T>(network, steps);
        events = network.Device.Memory.Allocate<int>((long)units.Length * RowsOfSignal, MemoryPurpose.Scratch);
        count = network.Device.Load<Action<Index1D, int, Signal<T>, ArrayView<int>>>(StepTallyKernel.Run);
        Traces = new SampleTrace[samples.Count];
    }

    /// <summary>The traces, by the number of the sample.</summary>
    public SampleTrace[] Traces { get; }

    private int RowsOfSignal => session.Network.Plan.Window * session.Network.Capacity.Batch;

    /// <inheritdoc/>
    public void Add(Signal<T> input, ArrayView<int> lengths, TimeWindow window)
    {
        if (window.Begin == 0)
            windows.Clear();
        outputs.Add(input, lengths, window);
        SequenceShape shape = window.Shape(units[0]);
        Count(0, input.Part((long)shape.Begin * shape.Lanes, shape.Length), window);
        for (int i = 1; i < units.Length; ++i)
            Count(i, session.Network.Layers[i - 1].Output, window);
        windows.Add((window, events.Download()));
    }

    /// <inheritdoc/>
    public void Take(ReadOnlySpan<int> taken)
    {
        outputs.Take(taken);
        for (int element = 0; element < taken.Length; ++element)
            Traces[taken[element]] = Trace(taken[element], element);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        events.Dispose();
        outputs.Dispose();
    }

    private void Count(int signal, Signal<T> values, TimeWindow window) =>
        count(window.Rows, units[signal], values, events.View.SubView((long)signal * RowsOfSignal, window.Rows));

    private SampleTrace Trace(int sample, int element)
    {
        double[] rows = outputs.Rows[sample], after = evidence.After(rows), logits = new double[rows.Length];
        int classes = units[^1], steps = rows.Length / classes;
        double[] operations = new double[steps], joules = new double[steps];
        bool hasEnergy = true;
        foreach ((TimeWindow window, int[] seen) in windows)
        {
            for (int i = 0; i < window.Steps && window.Begin + i < steps; ++i)
            {
                int step = window.Begin + i, row = i * window.Batch + element;
                evidence.Logits(after.AsSpan(step * classes, classes)).CopyTo(logits, step * classes);
                NetworkActivity activity = ActivityTally<T>.ActivityOf(session.Network, signal => seen[signal * RowsOfSignal + row]);
                double? energy = session.Measurement.Energy.JoulesOfSample(activity.OfLayers, session.Measurement.StepSeconds, 1);
                hasEnergy &= energy is not null;
                operations[step] = activity.Operations + (step > 0 ? operations[step - 1] : 0);
                joules[step] = (energy ?? 0) + (step > 0 ? joules[step - 1] : 0);
            }
        }

        return new(samples[sample].Label, classes, logits, operations, hasEnergy ? joules : null, Math.Min(session.Loss.UnscoredSteps, steps - 1));
    }
}
