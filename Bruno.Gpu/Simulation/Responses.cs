using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Simulation;

/// <summary>Stimuli on a compute device.</summary>
internal sealed class Responses<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<ResponseTrace> traces;
    private readonly DeviceBuffer<T> durations;
    private readonly DeviceBuffer<T> inputs;
    private readonly DeviceBuffer<int> marks;
    private readonly DeviceBuffer<int> quantities;

    /// <summary>Uploads stimuli.</summary>
    public Responses(DeviceMemory memory, IReadOnlyList<Stimulus> stimuli)
    {
        Traces = stimuli.Count;
        ResponseTrace[] places = new ResponseTrace[stimuli.Count];
        int interval = 0, quantity = 0;
        for (int i = 0; i < places.Length; ++i)
        {
            Stimulus stimulus = stimuli[i];
            places[i] = new(interval, interval + stimulus.Marks.Length, quantity, stimulus.Quantities.Length, Outputs);
            interval += stimulus.Marks.Length;
            quantity += stimulus.Quantities.Length;
            Outputs += stimulus.Outputs;
        }

        traces = memory.Allocate<ResponseTrace>(places, MemoryPurpose.Currents);
        durations = Numbers(stimuli.SelectMany(stimulus => stimulus.Milliseconds));
        inputs = Numbers(stimuli.SelectMany(stimulus => stimulus.Inputs));
        marks = memory.Allocate<int>(stimuli.SelectMany(stimulus => stimulus.Marks).ToArray(), MemoryPurpose.Currents);
        quantities = memory.Allocate<int>(stimuli.SelectMany(stimulus => stimulus.Quantities).ToArray(), MemoryPurpose.Currents);

        DeviceBuffer<T> Numbers(IEnumerable<double> numbers) => memory.Allocate<T>(numbers.Select(T.From).ToArray(), MemoryPurpose.Currents);
    }

    /// <summary>How many traces there are.</summary>
    public int Traces { get; }

    /// <summary>How many numbers they record.</summary>
    public int Outputs { get; }

    /// <summary>The stimuli, for kernels.</summary>
    public ResponseSequence<T> View => new(traces.View, durations.View, inputs.View, marks.View, quantities.View, Outputs);

    /// <inheritdoc/>
    public void Dispose()
    {
        quantities.Dispose();
        marks.Dispose();
        inputs.Dispose();
        durations.Dispose();
        traces.Dispose();
    }
}
