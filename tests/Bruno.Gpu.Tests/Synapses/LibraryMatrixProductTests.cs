using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Tests.Synapses;

/// <summary>Products with a library are those of kernels: with one that is written here, and with cuBLAS where it is installed.</summary>
public sealed class LibraryMatrixProductTests
{
    private static readonly MatrixShape Shape = new(23, 17, 29);

    [Collection(typeof(CpuTests))]
    public sealed class OnTheHost(CpuBackend backend) : DeviceTests(backend)
    {
        /// <summary>Real values with one matrix go to the library: forwards with and without a bias, and both ways back.</summary>
        [Fact]
        public void RealValuesAreTheLibrarys()
        {
            using ProductOperands<Float64> operands = new(this, Shape, 0.3);
            PlainLibrary library = new();
            IMatrixProduct<Float64> kernels = MatrixProduct.For<Float64>(Device);
            LibraryMatrixProduct<Float64> product = new(kernels, library);
            Near.Absolute(
                [operands.Compute(kernels, operands.Values, WeightSelection.One)],
                [operands.Compute(product, operands.Values, WeightSelection.One)],
                1e-12);
            Assert.Equal(4, library.Calls);
        }

        /// <summary>Of spikes only the adjoint of the input, which has none.</summary>
        [Fact]
        public void SpikesAreTheKernels()
        {
            using ProductOperands<Float64> operands = new(this, Shape, 0.3);
            PlainLibrary library = new();
            IMatrixProduct<Float64> kernels = MatrixProduct.For<Float64>(Device);
            Near.Absolute(
                [operands.Compute(kernels, operands.Spikes, WeightSelection.One)],
                [operands.Compute(new LibraryMatrixProduct<Float64>(kernels, library), operands.Spikes, WeightSelection.One)],
                1e-12);
            Assert.Equal(1, library.Calls);
        }

        [Theory]
        [InlineData(23, 17, 2)]
        [InlineData(0, 17, 1)]
        [InlineData(23, 0, 1)]
        public void SeveralMatricesAndNothingAreTheKernels(int rows, int inputs, int matrices)
        {
            using ProductOperands<Float64> operands = new(this, new(rows, inputs, 29), 0.3, matrices);
            PlainLibrary library = new();
            IMatrixProduct<Float64> kernels = MatrixProduct.For<Float64>(Device);
            WeightSelection selection = new(matrices, 1);
            Near.Absolute(
                [operands.Compute(kernels, operands.Values, selection)],
                [operands.Compute(new LibraryMatrixProduct<Float64>(kernels, library), operands.Values, selection)],
                1e-12);
            Assert.Equal(matrices > 1 ? 1 : 0, library.Calls);
        }

        /// <summary>There is no library for the host's cores.</summary>
        [Fact]
        public void WithoutCudaThereIsNoLibrary()
        {
            Assert.Null(CuBlasProduct<Float32>.On(Device));
            Assert.IsType<HostMatrixProduct<Float32, float>>(MatrixProduct.WithLibrary<Float32>(Device));
        }
    }

    [Collection(typeof(CudaTests))]
    public sealed class OnCuda(CudaBackend backend) : DeviceTests(backend)
    {
        [Fact]
        public void FloatAgrees() => AssertAgrees<Float32>(2e-5);

        [Fact]
        public void DoubleAgrees() => AssertAgrees<Float64>(1e-12);

        private void AssertAgrees<T>(double tolerance)
            where T : unmanaged, IReal<T>
        {
            CuBlasProduct<T>? library = CuBlasProduct<T>.On(Device);
            Assert.SkipWhen(library is null, "cuBLAS 10, 11 or 12 is not installed beside the CUDA driver.");
            using ProductOperands<T> operands = new(this, Shape, 0.3);
            IMatrixProduct<T> kernels = MatrixProduct.For<T>(Device), product = new LibraryMatrixProduct<T>(kernels, library);
            Near.Absolute(
                [operands.Compute(kernels, operands.Values, WeightSelection.One)],
                [operands.Compute(product, operands.Values, WeightSelection.One)],
                tolerance);
            Assert.True(MatrixProductCheck.IsRight(Device, product));
        }
    }

    /// <summary>Column-major products by plain loops on the host.</summary>
    private sealed class PlainLibrary : IColumnMajorProduct<Float64>
    {
        public int Calls { get; private set; }

        public void Multiply(int m, int n, int k, ColumnMajor<Float64> a, ColumnMajor<Float64> b, bool adds, ArrayView<Float64> c)
        {
            ++Calls;
            Float64[] left = a.Elements.GetAsArray(), right = b.Elements.GetAsArray(), result = c.GetAsArray();
            for (int column = 0; column < n; ++column)
            {
                for (int row = 0; row < m; ++row)
                {
                    Float64 sum = adds ? result[column * m + row] : Float64.From(0);
                    for (int i = 0; i < k; ++i)
                        sum += At(left, a, row, i) * At(right, b, i, column);
                    result[column * m + row] = sum;
                }
            }

            c.CopyFromCPU(result);
        }

        private static Float64 At(Float64[] elements, ColumnMajor<Float64> matrix, int row, int column) =>
            matrix.Transposed ? elements[row * matrix.Stride + column] : elements[column * matrix.Stride + row];
    }
}
