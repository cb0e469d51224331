using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using ILGPU;

namespace Bruno.Gpu.Tests.Synapses;

/// <summary>The products of dense layers against naive sums in double, of real values and of spikes, twice the same bits.</summary>
public abstract class MatrixProductTests(Backend backend) : DeviceTests(backend)
{
    /// <summary>What is in the result before.</summary>
    private const double Untouched = 77;

    /// <summary>Odd sizes, so that every remainder of rows, vectors and blocks of depth occurs.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 1, 17, 27 }, { 17, 1, 1 }, { 17, 27, 1 }, { 27, 1, 17 }, { 27, 257, 17 }, { 257, 17, 27 }, { 17, 27, 257 },
        { 3, 520, 9 }, { 520, 3, 5 }, { 257, 257, 27 }, { 0, 17, 27 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ProductsInDoubleAreTheSums(int rows, int inputs, int outputs)
    {
        foreach (IMatrixProduct<Float64> product in Products<Float64>())
            AssertProducts(product, new(rows, inputs, outputs), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ProductsInFloatAreTheSums(int rows, int inputs, int outputs)
    {
        foreach (IMatrixProduct<Float32> product in Products<Float32>())
            AssertProducts(product, new(rows, inputs, outputs), 2e-6 * Math.Sqrt(Math.Max(Math.Max(rows, inputs), outputs)));
    }

    /// <summary>Before a late layer's first input arrives, its output is the bias: a product over no inputs.</summary>
    [Fact]
    public void AProductOverNoInputsIsTheBias()
    {
        foreach (IMatrixProduct<Float64> product in Products<Float64>())
        {
            using DeviceBuffer<Float64> bias = Buffer<Float64>([1, 2, 3]), y = Buffer<Float64>(new double[6]);
            using DeviceBuffer<Spike> spikes = SpikeBuffer([1]);
            product.Forward(new(2, 0, 3), new Signal<Float64>(spikes.View), bias.View, bias.View, y.View);
            Assert.Equal([1, 2, 3, 1, 2, 3], Read(y.View, 6));
            product.Forward(new(2, 0, 3), new Signal<Float64>(spikes.View), bias.View, ArrayView<Float64>.Empty, y.View);
            Assert.Equal(new double[6], Read(y.View, 6));
        }
    }

    /// <summary>Whether spikes are looked for, added or multiplied: silence, few and all.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(1)]
    public void SpikesAreWhatTheirValuesAre(double share)
    {
        MatrixShape shape = new(61, 70, 45);
        using ProductOperands<Float32> operands = new(this, shape, share);
        foreach (IMatrixProduct<Float32> product in Products<Float32>())
        {
            double[] sparse = operands.Compute(product, operands.Spikes, WeightSelection.One);
            Assert.Equal(operands.Compute(product, operands.SpikeValues, WeightSelection.One), sparse);
            AssertProducts(product, shape, 2e-5, share);
        }
    }

    internal IEnumerable<IMatrixProduct<T>> Products<T>()
        where T : unmanaged, IReal<T> =>
        [MatrixProduct.For<T>(Device), new DeviceMatrixProduct<T>(Device)];

    private void AssertProducts<T>(IMatrixProduct<T> product, MatrixShape shape, double tolerance, double share = 0.3)
        where T : unmanaged, IReal<T>
    {
        (int rows, int inputs, int outputs) = shape;
        RandomArrays random = new(70);
        double[] Exact(int length) => Array.ConvertAll(random.Vector(length, -1, 1), value => T.ToDouble(T.From(value)));
        double[] x = Exact(rows * inputs), w = Exact(inputs * outputs), b = Exact(outputs), dy = Exact(rows * outputs);
        double[] s = Array.ConvertAll(random.Vector(rows * inputs, 0, 1), value => value < share ? 1.0 : 0);
        using DeviceBuffer<T> values = Buffer<T>(x), weights = Buffer<T>(w), bias = Buffer<T>(b), adjoints = Buffer<T>(dy);
        using DeviceBuffer<Spike> spikes = SpikeBuffer(s);

        foreach ((Signal<T> signal, double[] input) in new[] { (new Signal<T>(values.View), x), (new Signal<T>(spikes.View), s) })
        {
            AssertTwice<T>(NaiveProducts.Forward(shape, input, w, b), y => product.Forward(shape, signal, weights.View, bias.View, y), tolerance);
            AssertTwice<T>(
                NaiveProducts.Forward(shape, input, w, new double[outputs]),
                y => product.Forward(shape, signal, weights.View, ArrayView<T>.Empty, y),
                tolerance);
            double[] sums = NaiveProducts.BackwardWeights(shape, input, dy);
            AssertTwice<T>(
                [.. sums.Select(sum => sum + Untouched)], dw => product.BackwardWeights(shape, signal, adjoints.View, dw), tolerance);
        }

        double[] columns = NaiveProducts.BackwardBias(shape, dy);
        AssertTwice<T>([.. columns.Select(sum => sum + Untouched)], db => product.BackwardBias(shape, adjoints.View, db), tolerance);
        AssertTwice<T>(NaiveProducts.BackwardInput(shape, dy, w), dx => product.BackwardInput(shape, adjoints.View, weights.View, dx), tolerance);
    }

    /// <summary>The result is what is expected, reaches no further, and has the same bits the second time.</summary>
    private void AssertTwice<T>(double[] expected, Action<ArrayView<T>> product, double tolerance)
        where T : unmanaged, IReal<T>
    {
        double[][] results = new double[2][];
        for (int i = 0; i < 2; ++i)
        {
            using DeviceBuffer<T> result = Buffer<T>([.. Enumerable.Repeat(Untouched, expected.Length + 3)]);
            product(result.View);
            results[i] = Read(result.View, expected.Length + 3);
        }

        Near.Absolute([expected], [results[0][..expected.Length]], tolerance * (1 + expected.Select(Math.Abs).DefaultIfEmpty(0).Max()));
        Assert.All(results[0][expected.Length..], value => Assert.Equal(Untouched, value));
        Assert.Equal(Array.ConvertAll(results[0], BitConverter.DoubleToInt64Bits), Array.ConvertAll(results[1], BitConverter.DoubleToInt64Bits));
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class MatrixProductCpuTests(CpuBackend backend) : MatrixProductTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class MatrixProductCudaTests(CudaBackend backend) : MatrixProductTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class MatrixProductOpenClTests(OpenClBackend backend) : MatrixProductTests(backend);
