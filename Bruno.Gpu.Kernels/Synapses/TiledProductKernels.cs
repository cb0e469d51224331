using Bruno.Gpu.Kernels.Groups;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses.Tiles;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses;

/// <summary>
/// The products of <see cref="MatrixProductKernels"/> for GPUs: a group of <see cref="ProductTile.Threads"/> threads a tile of the
/// result. Sums have the same order and so the same bits, up to what a compiler fuses. Rows that use the same matrix are gathered,
/// so that a tile never mixes matrices.
/// </summary>
public static class TiledProductKernels
{
    /// <summary>y = x w + b. The bias may be empty.</summary>
    [GroupedKernel]
    public static void Forward<T, TElements>(
        MatrixShape shape, WeightSelection selection, TElements x, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> y)
        where T : unmanaged, IReal<T>
        where TElements : struct, IElements<T>
    {
        TilePlace place = TilePlace.Of(Grid.IdxX, selection, shape.Rows, shape.Outputs);
        MatrixRows rows = MatrixRows.Of(selection, place.Matrix, shape.Rows);
        if (place.Row >= rows.Count)
            return;
        long matrix = (long)place.Matrix * shape.Inputs * shape.Outputs;
        Operand<T, TElements> left = new(x, 0, rows, shape.Inputs, shape.Inputs, 1);
        Operand<T, ValueElements<T>> right =
            new(new(weights), matrix, MatrixRows.All(shape.Outputs), 1, shape.Inputs, shape.Outputs);
        ProductResult<T> result = new(y, rows, shape.Outputs, bias, 0);
        ProductTile.Sum(left, right, result, place.Row, place.Column);
    }

    /// <summary>dx = dy w^T.</summary>
    [GroupedKernel]
    public static void BackwardInput<T>(
        MatrixShape shape, WeightSelection selection, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> dx)
        where T : unmanaged, IReal<T>
    {
        TilePlace place = TilePlace.Of(Grid.IdxX, selection, shape.Rows, shape.Inputs);
        MatrixRows rows = MatrixRows.Of(selection, place.Matrix, shape.Rows);
        if (place.Row >= rows.Count)
            return;
        long matrix = (long)place.Matrix * shape.Inputs * shape.Outputs;
        Operand<T, ValueElements<T>> left = new(new(dy), 0, rows, shape.Outputs, shape.Outputs, 1);
        Operand<T, ValueElements<T>> right =
            new(new(weights), matrix, MatrixRows.All(shape.Inputs), shape.Outputs, shape.Outputs, 1);
        ProductResult<T> result = new(dx, rows, shape.Inputs, ArrayView<T>.Empty, 0);
        ProductTile.Sum(left, right, result, place.Row, place.Column);
    }

    /// <summary>dw += x^T dy, the last row first.</summary>
    [GroupedKernel]
    public static void BackwardWeights<T, TElements>(MatrixShape shape, TElements x, ArrayView<T> dy, ArrayView<T> dw)
        where T : unmanaged, IReal<T>
        where TElements : struct, IElements<T>
    {
        MatrixRows inputs = MatrixRows.All(shape.Inputs);
        TilePlace place = TilePlace.Of(Grid.IdxX, WeightSelection.One, shape.Inputs, shape.Outputs);
        Operand<T, TElements> left = new(x, (shape.Rows - 1L) * shape.Inputs, inputs, 1, shape.Rows, -shape.Inputs);
        ProductResult<T> result = new(dw, inputs, shape.Outputs, dw, shape.Outputs);
        ProductTile.Sum(left, Backwards(shape, dy), result, place.Row, place.Column);
    }

    /// <summary>db += the sum of dy over its rows, the last row first.</summary>
    [GroupedKernel]
    public static void BackwardBias<T>(MatrixShape shape, ArrayView<T> dy, ArrayView<T> db)
        where T : unmanaged, IReal<T>
    {
        MatrixRows one = MatrixRows.All(1);
        TilePlace place = TilePlace.Of(Grid.IdxX, WeightSelection.One, 1, shape.Outputs);
        Operand<T, ConstantElements<T>> left = new(new(T.From(1)), 0, one, 1, shape.Rows, 0);
        ProductResult<T> result = new(db, one, shape.Outputs, db, 0);
        ProductTile.Sum(left, Backwards(shape, dy), result, place.Row, place.Column);
    }

    /// <summary>The adjoints of the outputs, summed over rows from the last to the first.</summary>
    private static Operand<T, ValueElements<T>> Backwards<T>(MatrixShape shape, ArrayView<T> dy)
        where T : unmanaged, IReal<T> =>
        new(new(dy), (shape.Rows - 1L) * shape.Outputs, MatrixRows.All(shape.Outputs), 1, shape.Rows, -shape.Outputs);
}
