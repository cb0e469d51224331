namespace Bruno.Gpu.Benchmarks;

/// <summary>A row of memory.csv: one training step. The columns are these properties, in this order.</summary>
internal sealed record MemoryRow
{
    /// <summary>The gradient method.</summary>
    public required string Method { get; init; }

    /// <summary>The models of the neurons, in the order of the layers, joined by "+".</summary>
    public required string Neuron { get; init; }

    /// <summary>Outer steps of the sequence.</summary>
    public required int HorizonSteps { get; init; }

    /// <summary>Micro-steps an outer step.</summary>
    public required int Substeps { get; init; }

    /// <summary>Batch elements.</summary>
    public required int Batch { get; init; }

    /// <summary>What is kept of the past for the backward pass, bytes.</summary>
    public required long TapeBytes { get; init; }

    /// <summary>The most device memory allocated at a time, bytes.</summary>
    public required long DeviceBytesPeak { get; init; }

    /// <summary>1 - peak / peak of bptt.</summary>
    public required double SavingVsBptt { get; init; }

    /// <summary>Seconds of a training step, the median; empty where none was run.</summary>
    public double? Seconds { get; init; }

    /// <summary>Seconds over those of bptt; empty where bptt was not run.</summary>
    public double? TimeRatioVsBptt { get; init; }

    /// <summary>Where the bytes come from.</summary>
    public required MemoryStatus Status { get; init; }

    /// <summary>The compute device.</summary>
    public required string Accelerator { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Outputs of the network.</summary>
    public required int Outputs { get; init; }

    /// <summary>Outer steps that the tape holds at once.</summary>
    public required int TapeSteps { get; init; }

    /// <summary>Outer steps whose currents and adjoints exist at once.</summary>
    public required int WindowSteps { get; init; }

    /// <summary>Training steps that were timed.</summary>
    public int Repeats { get; init; }

    /// <summary>The fastest of them, seconds.</summary>
    public double? SecondsLowest { get; init; }

    /// <summary>The slowest of them, seconds.</summary>
    public double? SecondsHighest { get; init; }

    /// <summary>Trainable parameters, bytes.</summary>
    public required long ParametersBytes { get; init; }

    /// <summary>Parameters of the device models, bytes.</summary>
    public required long DevicesBytes { get; init; }

    /// <summary>States that the neurons are in and those of a window, bytes.</summary>
    public required long StatesBytes { get; init; }

    /// <summary>Inputs of neurons in a window, bytes.</summary>
    public required long CurrentsBytes { get; init; }

    /// <summary>Spikes in a window, bytes.</summary>
    public required long SpikesBytes { get; init; }

    /// <summary>Adjoints in a window, and gradients, bytes.</summary>
    public required long GradientsBytes { get; init; }

    /// <summary>State of the optimizer, bytes.</summary>
    public required long OptimizerBytes { get; init; }

    /// <summary>The batch, bytes.</summary>
    public required long DataBytes { get; init; }

    /// <summary>Everything else, bytes.</summary>
    public required long ScratchBytes { get; init; }

    /// <summary>Synapses as devices: conductances, levels, effective weights, bytes.</summary>
    public required long SynapsesBytes { get; init; }
}
