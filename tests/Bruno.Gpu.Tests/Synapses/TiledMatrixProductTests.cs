using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Kernels.Synapses.Tiles;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using ILGPU;

namespace Bruno.Gpu.Tests.Synapses;

/// <summary>
/// The tiled products have the bits of the portable ones, which are plain loops: on the CPU accelerator, where nothing is fused.
/// </summary>
[Collection(typeof(GroupedHostTests))]
public sealed class TiledMatrixProductTests(GroupedHostBackend backend) : DeviceTests(backend)
{
    /// <summary>Less than a tile, a whole one, one more, and two, in every direction.</summary>
    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            const int Lines = ProductTile.Lines, Depth = ProductTile.Depth;
            return new()
            {
                { 1, 1, 1 }, { 0, 3, 5 }, { 3, 0, 5 }, { 1, 40, 1 }, { 40, 1, 1 }, { 1, 1, 40 }, { 5, Depth, 3 }, { 5, Depth + 1, 3 },
                { Lines, 2 * Depth, Lines }, { Lines + 1, Depth - 1, Lines + 1 }, { 2 * Lines, 3, 7 }, { 35, 37, 39 }, { 3, 2 * Lines + 1, 6 },
                { 4 * Depth + 3, 5, 2 * Lines },
            };
        }
    }

    public static TheoryData<int, int, int> Selections => new()
    {
        { 36, 12, 1 }, { 36, 3, 12 }, { 36, 2, 6 }, { 35, 4, 3 }, { 5, 12, 1 }, { 70, 2, 1 }, { 7, 2, 40 }, { 80, 1, 1 }, { 100, 2, 40 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ShapesInFloat(int rows, int inputs, int outputs) => AssertSame<Float32>(new(rows, inputs, outputs), WeightSelection.One, 0.1);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ShapesInDouble(int rows, int inputs, int outputs) => AssertSame<Float64>(new(rows, inputs, outputs), WeightSelection.One, 0.1);

    [Theory]
    [MemberData(nameof(Selections))]
    public void RowsUseTheirMatrix(int rows, int matrices, int run) => AssertSame<Float32>(new(rows, 9, 11), new(matrices, run), 0.3);

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(1)]
    public void AnyShareOfSpikes(double share) => AssertSame<Float32>(new(40, 45, 36), WeightSelection.One, share);

    /// <summary>A gradient that is summed window after window, the last first, is that of all rows at once.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(33)]
    public void GradientsDoNotDependOnWindows(int window)
    {
        MatrixShape whole = new(40, 5, 34);
        using ProductOperands<Float32> operands = new(this, whole, 0.2);
        TiledMatrixProduct<Float32> product = new(Device);
        foreach (Signal<Float32> x in new[] { operands.Values, operands.Spikes })
        {
            double[] Sums(int window)
            {
                using DeviceBuffer<Float32> dw = Buffer<Float32>(new double[5 * 34]), db = Buffer<Float32>(new double[34]);
                for (int end = whole.Rows; end > 0; end -= window)
                {
                    int begin = Math.Max(0, end - window), rows = end - begin;
                    ArrayView<Float32> dy = operands.Adjoints.SubView(begin * 34, rows * 34);
                    product.BackwardWeights(whole with { Rows = rows }, x.Part(begin * 5, rows * 5), dy, dw.View);
                    product.BackwardBias(whole with { Rows = rows }, dy, db.View);
                }

                return [.. Read(dw.View, dw.Length), .. Read(db.View, db.Length)];
            }

            Assert.Equal(Sums(whole.Rows), Sums(window));
        }
    }

    private void AssertSame<T>(MatrixShape shape, WeightSelection selection, double share)
        where T : unmanaged, IReal<T>
    {
        using ProductOperands<T> operands = new(this, shape, share, selection.Matrices);
        DeviceMatrixProduct<T> plain = new(Device);
        TiledMatrixProduct<T> tiled = new(Device);
        foreach (Signal<T> x in new[] { operands.Values, operands.Spikes })
            Assert.Equal(operands.Compute(plain, x, selection), operands.Compute(tiled, x, selection));
    }
}
