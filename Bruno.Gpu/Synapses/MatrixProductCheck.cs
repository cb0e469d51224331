using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>
/// Small products of small integers, which are exact in any order and however they are fused: where a result differs, the device's
/// compiler or its barriers are wrong.
/// </summary>
internal static class MatrixProductCheck
{
    /// <summary>More than a tile in each direction, and no multiple of one.</summary>
    private static readonly MatrixShape Shape = new(75, 37, 34);

    private static readonly WeightSelection Selection = new(2, 3);

    /// <summary>Whether products are right on a device.</summary>
    public static bool IsRight<T>(ComputeDevice device, IMatrixProduct<T> product)
        where T : unmanaged, IReal<T>
    {
        (int rows, int inputs, int outputs) = Shape;
        int[] x = Integers(rows * inputs, 7), w = Integers(2 * inputs * outputs, 5), b = Integers(outputs, 3), dy = Integers(rows * outputs, 11);
        int[] s = Array.ConvertAll(x, value => value > 0 ? 1 : 0);

        // Books of its own: these bytes are gone before anything is built whose peak is of interest.
        DeviceMemory memory = new(device.Accelerator, device.Memory.Limit);
        using DeviceBuffer<T> values = Upload<T>(memory, x), weights = Upload<T>(memory, w), bias = Upload<T>(memory, b), adjoints = Upload<T>(memory, dy);
        using DeviceBuffer<Spike> spikes = memory.Allocate<Spike>(Array.ConvertAll(s, value => new Spike(value > 0)), MemoryPurpose.Scratch);

        bool Is(int[] expected, int start, Action<ArrayView<T>> run)
        {
            int[] before = new int[expected.Length];
            Array.Fill(before, start);
            using DeviceBuffer<T> result = Upload<T>(memory, before);
            run(result.View);
            return result.Download().Zip(expected).All(pair => T.ToDouble(pair.First) == pair.Second);
        }

        bool IsRightFor(Signal<T> signal, int[] input) =>
            Is(
                Sums(rows, outputs, inputs, (row, to) => b[to], (row, to, from) => input[row * inputs + from] * Weight(w, row, from, to)),
                0,
                y => product.Forward(Shape, Selection, signal, weights.View, bias.View, y))
            && Is(
                Sums(inputs, outputs, rows, (from, to) => 5, (from, to, row) => input[row * inputs + from] * dy[row * outputs + to]),
                5,
                dw => product.BackwardWeights(Shape, signal, adjoints.View, dw));

        return IsRightFor(new(values.View), x)
            && IsRightFor(new(spikes.View), s)
            && Is(
                Sums(rows, inputs, outputs, (row, from) => 0, (row, from, to) => dy[row * outputs + to] * Weight(w, row, from, to)),
                0,
                dx => product.BackwardInput(Shape, Selection, adjoints.View, weights.View, dx))
            && Is(
                Sums(1, outputs, rows, (_, to) => 5, (_, to, row) => dy[row * outputs + to]),
                5,
                db => product.BackwardBias(Shape, adjoints.View, db));
    }

    private static int Weight(int[] weights, int row, int from, int to) =>
        weights[(Selection.Of(row) * Shape.Inputs + from) * Shape.Outputs + to];

    private static int[] Sums(int lines, int columns, int depth, Func<int, int, int> start, Func<int, int, int, int> term)
    {
        int[] sums = new int[lines * columns];
        for (int i = 0; i < sums.Length; ++i)
        {
            sums[i] = start(i / columns, i % columns);
            for (int k = 0; k < depth; ++k)
                sums[i] += term(i / columns, i % columns, k);
        }

        return sums;
    }

    /// <summary>Integers from -3 to 3 in an order without a short period.</summary>
    private static int[] Integers(int length, int seed)
    {
        int[] values = new int[length];
        for (int i = 0; i < length; ++i)
            values[i] = (i * seed + i / 13) % 7 - 3;
        return values;
    }

    private static DeviceBuffer<T> Upload<T>(DeviceMemory memory, int[] values)
        where T : unmanaged, IReal<T> =>
        memory.Allocate<T>(Array.ConvertAll(values, T.From), MemoryPurpose.Scratch);
}
