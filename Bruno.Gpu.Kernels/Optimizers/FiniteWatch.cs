using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Optimizers;

/// <summary>Remembers of each parameter array the first optimizer step at which an element of it, of its gradient or of its second moment was not finite.</summary>
/// <param name="offsets">Where each array begins, [arrays].</param>
/// <param name="steps">[2, arrays]: that step for gradients, and for what was made of them, counted from 1; 0 where there was none.</param>
/// <param name="largest">The largest finite number.</param>
/// <param name="step">The step at hand.</param>
public readonly struct FiniteWatch<T>(ArrayView<int> offsets, ArrayView<int> steps, T largest, int step)
    where T : unmanaged, IReal<T>
{
    private readonly ArrayView<int> offsets = offsets;
    private readonly ArrayView<int> steps = steps;
    private readonly T largest = largest;
    private readonly int step = step;

    /// <summary>Sees an element after a step. All threads that find one in the same array write the same number.</summary>
    public void See(int index, T gradient, T second, T value)
    {
        // Counted, because a number that is none is neither above nor below anything.
        int finite = (T.Abs(gradient) <= largest ? 1 : 0) + (T.Abs(second) <= largest ? 2 : 0) + (T.Abs(value) <= largest ? 4 : 0);
        if (finite == 7)
            return;
        int array = 0;
        while (array + 1 < offsets.Length && offsets[array + 1] <= index)
            ++array;
        // Where a gradient is lost, clipping by the norm of all loses what is made of the others in the same step.
        int place = finite % 2 == 0 ? array : array + (int)offsets.Length;
        if (steps[place] == 0)
            steps[place] = step;
    }
}
