using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>
/// One entry of a network's stack. It owns its output and whatever its backward pass needs; arrays are time-major,
/// [steps, batch, units], and hold one window of time. A pass goes through the windows in order, and back through them in
/// reverse; the layer carries its states and adjoints from one to the next.
/// </summary>
internal interface ILayer<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    /// <summary>The name, unique in the network.</summary>
    string Name { get; }

    /// <summary>Units of the layer before.</summary>
    int Inputs { get; }

    /// <summary>Units of this layer.</summary>
    int Outputs { get; }

    /// <summary>Whether the output is made of spikes.</summary>
    bool IsSpiking { get; }

    /// <summary>Whether a step's input acts on that step's output.</summary>
    bool AnswersAtOnce => true;

    /// <summary>After how many steps at most the output first shows what came in at a step.</summary>
    int LongestDelay => AnswersAtOnce ? 0 : 1;

    /// <summary>Synaptic operations of an event (a spike, or a value that is not 0) at its input.</summary>
    int OperationsOfInput => 0;

    /// <summary>Synaptic operations of an event at its own output.</summary>
    int OperationsOfOutput => 0;

    /// <summary>What the layer puts out in the window at hand.</summary>
    Signal<T> Output { get; }

    /// <summary>
    /// The derivative of the loss with respect to the output, written by whatever reads the output. The backward pass
    /// may use it as scratch.
    /// </summary>
    ArrayView<T> OutputAdjoint { get; }

    /// <summary>Puts the states where a sequence starts.</summary>
    void Begin(int batch)
    {
    }

    /// <summary>Keeps the states as they are now in a row, for <see cref="Restore"/> or <see cref="Reconstruct"/>.</summary>
    void Keep(int row, int batch)
    {
    }

    /// <summary>Puts the states back as they were when a segment's row was kept.</summary>
    void Restore(int row, int batch)
    {
    }

    /// <summary>Computes the output of the window that follows.</summary>
    void Forward(Signal<T> input, TimeWindow window);

    /// <summary>Makes the output of a window on the tape again, and what its backward pass needs besides.</summary>
    void Reconstruct(Signal<T> input, TimeWindow window) => Forward(input, window);

    /// <summary>Sets the carried adjoints to zero, where a backward pass begins.</summary>
    void BeginBackward(int batch)
    {
    }

    /// <summary>
    /// Adds to the gradients of the layer's parameters, and computes the adjoint of its input where the layer before has one:
    /// <see cref="LayerContext{T}.PreviousAdjoint"/>.
    /// </summary>
    /// <param name="input">The input of the forward pass.</param>
    /// <param name="window">The window.</param>
    void Backward(Signal<T> input, TimeWindow window);

    /// <summary>Drops the adjoints that would be carried to earlier windows.</summary>
    void Forget(int batch)
    {
    }

    /// <summary>Completes the gradients after the last window.</summary>
    void EndBackward(int batch)
    {
    }
}
