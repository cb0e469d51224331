using Bruno.Gpu.Training;

namespace Bruno.Gpu.Benchmarks;

/// <summary>One training step on random data, in any precision.</summary>
internal interface ITrainingTrial : IDisposable
{
    /// <summary>What it takes of device memory.</summary>
    MemoryPlan Memory { get; }

    /// <summary>Takes a step and returns its seconds.</summary>
    double Step();
}
