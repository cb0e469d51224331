using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Optimizers;

/// <summary>What an optimizer's step makes of each parameter array: its own learning rate, weight decay and bounds.</summary>
/// <param name="offsets">Where each array begins, [arrays].</param>
/// <param name="numbers">
/// [arrays, <see cref="Numbers"/>]: what the learning rate is multiplied by, the weight decay, the smallest and the largest value;
/// fewer than those of one array where all are alike, without decay or bounds.
/// </param>
public readonly struct ParameterRules<T>(ArrayView<int> offsets, ArrayView<T> numbers)
    where T : unmanaged, IReal<T>
{
    /// <summary>Numbers of an array.</summary>
    public const int Numbers = 4;

    private readonly ArrayView<int> offsets = offsets;
    private readonly ArrayView<T> numbers = numbers;

    /// <summary>The rule of a parameter.</summary>
    /// <param name="index">The parameter.</param>
    /// <param name="learningRate">The learning rate of the step.</param>
    public ParameterRule<T> Of(int index, T learningRate)
    {
        if (numbers.Length < Numbers)
            return new(learningRate, T.From(0), T.From(0), T.From(0), 0);

        // The last array that begins at the parameter or before.
        int array = 0, end = (int)offsets.Length;
        while (end - array > 1)
        {
            int middle = (array + end) / 2;
            if (offsets[middle] <= index)
                array = middle;
            else
                end = middle;
        }

        int first = array * Numbers;
        T rate = learningRate * numbers[first];
        return new(rate, rate * numbers[first + 1], numbers[first + 2], numbers[first + 3], 1);
    }
}
