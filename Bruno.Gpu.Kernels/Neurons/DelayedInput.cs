using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Access to a layer's input through its delay; before the first input there is silence.</summary>
public static class DelayedInput
{
    /// <summary>The input of a lane at a step.</summary>
    public static T Read<T>(Signal<T> input, int step, SequenceShape shape, int lane)
        where T : unmanaged, IReal<T> =>
        step < shape.Delay ? T.From(0) : input[(step - shape.Delay) * shape.Lanes + lane];
}
