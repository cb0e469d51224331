using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Access to a layer's input through its delay; before the first input there is silence.</summary>
public static class DelayedInput
{
    /// <summary>The input of a lane at a step.</summary>
    public static T Read<T>(ArrayView<T> input, int step, SequenceShape shape, int lane)
        where T : unmanaged, IReal<T> =>
        step < shape.Delay ? T.From(0) : input[(step - shape.Delay) * shape.Lanes + lane];

    /// <summary>Stores the adjoint of the input that a lane read at a step.</summary>
    public static void WriteAdjoint<T>(ArrayView<T> inputAdjoint, int step, SequenceShape shape, int lane, T adjoint)
        where T : unmanaged, IReal<T>
    {
        if (step >= shape.Delay)
            inputAdjoint[(step - shape.Delay) * shape.Lanes + lane] = adjoint;
        if (step >= shape.Steps - shape.Delay)
            inputAdjoint[step * shape.Lanes + lane] = T.From(0);
    }
}
