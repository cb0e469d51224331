using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// What several traces do, each a sequence of intervals of any length that are driven and recorded. A lane is a device on one of them:
/// lane = device set * traces + trace.
/// </summary>
/// <param name="traces">The traces.</param>
/// <param name="durations">The length of each interval, ms.</param>
/// <param name="inputs">The mean current during it, nA, or the potential at its end, V.</param>
/// <param name="marks">See <see cref="ResponseInterval"/>.</param>
/// <param name="quantities">What is recorded: variables, then observables, then the current.</param>
/// <param name="outputs">How many numbers all traces record.</param>
public readonly struct ResponseSequence<TReal>(
    ArrayView<ResponseTrace> traces, ArrayView<TReal> durations, ArrayView<TReal> inputs, ArrayView<int> marks, ArrayView<int> quantities, int outputs)
    where TReal : unmanaged
{
    /// <summary>The traces.</summary>
    public readonly ArrayView<ResponseTrace> Traces = traces;

    /// <summary>The length of each interval, ms.</summary>
    public readonly ArrayView<TReal> Durations = durations;

    /// <summary>The mean current during it, nA, or the potential at its end, V.</summary>
    public readonly ArrayView<TReal> Inputs = inputs;

    /// <summary>See <see cref="ResponseInterval"/>.</summary>
    public readonly ArrayView<int> Marks = marks;

    /// <summary>What is recorded: variables, then observables, then the current.</summary>
    public readonly ArrayView<int> Quantities = quantities;

    /// <summary>How many numbers all traces record.</summary>
    public readonly int Outputs = outputs;
}
