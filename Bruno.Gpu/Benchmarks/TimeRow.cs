namespace Bruno.Gpu.Benchmarks;

/// <summary>A row of time.csv: whole training steps. The columns are these properties, in this order.</summary>
internal sealed record TimeRow
{
    /// <summary>The gradient method.</summary>
    public required string Method { get; init; }

    /// <summary>The integrator of the devices.</summary>
    public required string Integrator { get; init; }

    /// <summary>Its micro-steps, steps or tolerance.</summary>
    public required string Setting { get; init; }

    /// <summary>Outer steps of the sequence.</summary>
    public required int HorizonSteps { get; init; }

    /// <summary>Batch elements.</summary>
    public required int Batch { get; init; }

    /// <summary>Seconds of a training step, the median.</summary>
    public required double Seconds { get; init; }

    /// <summary>The fastest, seconds.</summary>
    public required double SecondsLowest { get; init; }

    /// <summary>The slowest, seconds.</summary>
    public required double SecondsHighest { get; init; }

    /// <summary>Training steps a second.</summary>
    public required double StepsPerSecond { get; init; }

    /// <summary>Samples a second.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>Outer steps of devices a second, in milliseconds of their time.</summary>
    public required double NeuronMillisecondsPerSecond { get; init; }

    /// <summary>The share of forward pass and loss.</summary>
    public required double ForwardShare { get; init; }

    /// <summary>The share of the backward pass.</summary>
    public required double BackwardShare { get; init; }

    /// <summary>The share of the optimizer.</summary>
    public required double OptimizerShare { get; init; }

    /// <summary>The most device memory allocated at a time, bytes.</summary>
    public required long DeviceBytesPeak { get; init; }

    /// <summary>What a training step allocates on the host's heap, bytes.</summary>
    public required long HostBytesPerStep { get; init; }

    /// <summary>The compute device.</summary>
    public required string Accelerator { get; init; }

    /// <summary>float or double.</summary>
    public required string Precision { get; init; }

    /// <summary>Training steps that were timed.</summary>
    public required int Repeats { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }
}
