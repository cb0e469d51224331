using System.Diagnostics;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using ILGPU;

namespace Bruno.Gpu.Synapses;

/// <summary>Whether arrays are as long as the shapes of products say, which multiply them without a look; see <see cref="Invariant"/>.</summary>
internal static class ProductInvariant
{
    /// <summary>Of y = x w + b.</summary>
    [Conditional(Invariant.Symbol)]
    public static void Forward<T>(MatrixShape shape, WeightSelection selection, Signal<T> x, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> y)
        where T : unmanaged, IReal<T>
    {
        Signal(shape, x);
        Weights(shape, selection, weights);
        Invariant.Holds(bias.Length == 0 || bias.Length >= shape.Outputs, "A bias has a number for every output");
        Outputs(shape, y);
    }

    /// <summary>Of dx = dy w^T.</summary>
    [Conditional(Invariant.Symbol)]
    public static void BackwardInput<T>(MatrixShape shape, WeightSelection selection, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> dx)
        where T : unmanaged, IReal<T>
    {
        Outputs(shape, dy);
        Weights(shape, selection, weights);
        Invariant.Holds(dx.Length >= (long)shape.Rows * shape.Inputs, "There is an adjoint for every input");
    }

    /// <summary>Of dw += x^T dy.</summary>
    [Conditional(Invariant.Symbol)]
    public static void BackwardWeights<T>(MatrixShape shape, Signal<T> x, ArrayView<T> dy, ArrayView<T> dw)
        where T : unmanaged, IReal<T>
    {
        Signal(shape, x);
        Outputs(shape, dy);
        Invariant.Holds(dw.Length >= (long)shape.Inputs * shape.Outputs, "There is a gradient for every weight");
    }

    /// <summary>Of db += the sum of dy.</summary>
    [Conditional(Invariant.Symbol)]
    public static void BackwardBias<T>(MatrixShape shape, ArrayView<T> dy, ArrayView<T> db)
        where T : unmanaged, IReal<T>
    {
        Outputs(shape, dy);
        Invariant.Holds(db.Length >= shape.Outputs, "There is a gradient for every bias");
    }

    private static void Signal<T>(MatrixShape shape, Signal<T> x)
        where T : unmanaged, IReal<T> => Invariant.Holds(x.Length >= (long)shape.Rows * shape.Inputs, "There is an input for every row");

    private static void Weights<T>(MatrixShape shape, WeightSelection selection, ArrayView<T> weights)
        where T : unmanaged, IReal<T>
    {
        Invariant.Holds(selection is { Matrices: > 0, Rows: > 0 }, "A row selects a matrix");
        Invariant.Holds(weights.Length >= (long)selection.Matrices * shape.Inputs * shape.Outputs, "There is a weight for every pair of input and output");
    }

    private static void Outputs<T>(MatrixShape shape, ArrayView<T> y)
        where T : unmanaged, IReal<T> => Invariant.Holds(y.Length >= (long)shape.Rows * shape.Outputs, "There is an output for every row");
}
