using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Optimizers;

/// <summary>Remembers of each parameter array the first optimizer step at which an element of its gradient was not finite.</summary>
/// <param name="offsets">Where each array begins, [arrays].</param>
/// <param name="steps">[arrays]: that step, counted from 1; 0 where there was none.</param>
/// <param name="largest">The largest finite number.</param>
/// <param name="step">The step at hand.</param>
public readonly struct GradientWatch<T>(ArrayView<int> offsets, ArrayView<int> steps, T largest, int step)
    where T : unmanaged, IReal<T>
{
    private readonly ArrayView<int> offsets = offsets;
    private readonly ArrayView<int> steps = steps;
    private readonly T largest = largest;
    private readonly int step = step;

    /// <summary>Sees an element. All threads that find one in the same array write the same number.</summary>
    public void See(int index, T gradient)
    {
        if (T.Abs(gradient) <= largest)
            return;
        int array = 0;
        while (array + 1 < offsets.Length && offsets[array + 1] <= index)
            ++array;
        if (steps[array] == 0)
            steps[array] = step;
    }
}
