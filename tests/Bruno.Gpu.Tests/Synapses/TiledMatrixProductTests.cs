using Bruno.Gpu.Accelerators;
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
        Operands<Float32> operands = new(this, whole, 1, 0.2);
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
        using Operands<T> operands = new(this, shape, selection.Matrices, share);
        double[] plain = operands.Compute(new DeviceMatrixProduct<T>(Device), selection);
        double[] tiled = operands.Compute(new TiledMatrixProduct<T>(Device), selection);
        Assert.Equal(plain, tiled);
    }

    private sealed class Operands<T> : IDisposable
        where T : unmanaged, IReal<T>
    {
        private const double Untouched = 77;

        private readonly TiledMatrixProductTests tests;
        private readonly MatrixShape shape;
        private readonly DeviceBuffer<T> values;
        private readonly DeviceBuffer<Spike> spikes;
        private readonly DeviceBuffer<T> weights;
        private readonly DeviceBuffer<T> bias;
        private readonly DeviceBuffer<T> adjoints;

        public Operands(TiledMatrixProductTests tests, MatrixShape shape, int matrices, double share)
        {
            this.tests = tests;
            this.shape = shape;
            RandomArrays random = new(90);
            values = tests.Buffer<T>(random.Vector(shape.Rows * shape.Inputs, -1, 1));
            spikes = tests.SpikeBuffer(Array.ConvertAll(random.Vector(shape.Rows * shape.Inputs, 0, 1), x => x < share ? 1.0 : 0));
            weights = tests.Buffer<T>(random.Vector(matrices * shape.Inputs * shape.Outputs, -1, 1));
            bias = tests.Buffer<T>(random.Vector(shape.Outputs, -1, 1));
            adjoints = tests.Buffer<T>(random.Vector(shape.Rows * shape.Outputs, -1, 1));
        }

        public Signal<T> Values => new(values.View);

        public Signal<T> Spikes => new(spikes.View);

        public ArrayView<T> Adjoints => adjoints.View;

        public double[] Compute(IMatrixProduct<T> product, WeightSelection selection)
        {
            List<double> results = [];
            foreach (Signal<T> x in new[] { Values, Spikes })
            {
                results.AddRange(Result(shape.Rows * shape.Outputs, y => product.Forward(shape, selection, x, weights.View, bias.View, y)));
                results.AddRange(Result(
                    shape.Rows * shape.Outputs, y => product.Forward(shape, selection, x, weights.View, ArrayView<T>.Empty, y)));
                if (shape.Inputs > 0)
                    results.AddRange(Result(shape.Inputs * shape.Outputs, dw => product.BackwardWeights(shape, x, Adjoints, dw)));
            }

            if (shape.Inputs > 0)
                results.AddRange(Result(shape.Rows * shape.Inputs, dx => product.BackwardInput(shape, selection, Adjoints, weights.View, dx)));
            results.AddRange(Result(shape.Outputs, db => product.BackwardBias(shape, Adjoints, db)));
            return [.. results];
        }

        public void Dispose()
        {
            adjoints.Dispose();
            bias.Dispose();
            weights.Dispose();
            spikes.Dispose();
            values.Dispose();
        }

        /// <summary>The result and what lies behind it.</summary>
        private double[] Result(int length, Action<ArrayView<T>> product)
        {
            using DeviceBuffer<T> result = tests.Buffer<T>([.. Enumerable.Repeat(Untouched, length + 5)]);
            product(result.View);
            double[] read = tests.Read(result.View, length + 5);
            Assert.All(read[length..], value => Assert.Equal(Untouched, value));
            return read;
        }
    }
}
