using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The micro-states that backpropagation through every micro-step keeps: one every <see cref="Interval"/> micro-steps of
/// an outer step, beginning with its first. Rows [outer step, checkpoint] of [batch, neurons].
/// </summary>
/// <param name="states">The kept states.</param>
/// <param name="scratch">Room for the states between two of them, [interval, batch, neurons].</param>
/// <param name="interval">Micro-steps from one checkpoint to the next; 1 keeps every micro-state.</param>
/// <param name="perStep">Checkpoints of an outer step.</param>
public readonly struct CheckpointTape<T>(DeviceTape<T> states, DeviceTape<T> scratch, int interval, int perStep)
    where T : unmanaged, IReal<T>
{
    /// <summary>Micro-steps from one checkpoint to the next.</summary>
    public readonly int Interval = interval;

    /// <summary>Checkpoints of an outer step.</summary>
    public readonly int PerStep = perStep;

    private readonly DeviceTape<T> states = states;
    private readonly DeviceTape<T> scratch = scratch;

    /// <summary>The state at a checkpoint.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState At<TState>(int step, int checkpoint, int lanes, int lane)
        where TState : unmanaged, INumbers<TState, T> => states.At<TState>((step * PerStep + checkpoint) * lanes + lane);

    /// <summary>Stores the state at a checkpoint.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TState>(int step, int checkpoint, int lanes, int lane, TState state)
        where TState : unmanaged, INumbers<TState, T> => states.Store((step * PerStep + checkpoint) * lanes + lane, state);

    /// <summary>A state between checkpoints.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TState Between<TState>(int micro, int lanes, int lane)
        where TState : unmanaged, INumbers<TState, T> => scratch.At<TState>(micro * lanes + lane);

    /// <summary>Stores a state between checkpoints.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreBetween<TState>(int micro, int lanes, int lane, TState state)
        where TState : unmanaged, INumbers<TState, T> => scratch.Store(micro * lanes + lane, state);
}
