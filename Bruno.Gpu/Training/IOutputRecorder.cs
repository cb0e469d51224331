using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Training;

/// <summary>Takes down what a network puts out, batch by batch.</summary>
internal interface IOutputRecorder<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    /// <summary>Sees a window of a batch, while its output exists; windows come in order.</summary>
    /// <param name="input">The input of all steps.</param>
    /// <param name="lengths">Valid steps of each batch element.</param>
    /// <param name="window">The window.</param>
    void Add(Signal<T> input, ArrayView<int> lengths, TimeWindow window);

    /// <summary>Takes down a batch, after its last window.</summary>
    /// <param name="samples">The samples of the batch.</param>
    void Take(ReadOnlySpan<int> samples);
}
