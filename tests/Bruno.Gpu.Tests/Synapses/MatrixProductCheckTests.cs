using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using ILGPU;

namespace Bruno.Gpu.Tests.Synapses;

/// <summary>Which products a device gets, and that wrong ones are noticed.</summary>
[Collection(typeof(CpuTests))]
public sealed class MatrixProductCheckTests(CpuBackend backend) : DeviceTests(backend)
{
    [Fact]
    public void RightProductsPass()
    {
        Assert.True(MatrixProductCheck.IsRight(Device, MatrixProduct.For<Float32>(Device)));
        Assert.True(MatrixProductCheck.IsRight(Device, new DeviceMatrixProduct<Float64>(Device)));
    }

    [Theory]
    [InlineData(nameof(IMatrixProduct<>.Forward))]
    [InlineData(nameof(IMatrixProduct<>.BackwardInput))]
    [InlineData(nameof(IMatrixProduct<>.BackwardWeights))]
    [InlineData(nameof(IMatrixProduct<>.BackwardBias))]
    public void AWrongProductIsNoticed(string which) =>
        Assert.False(MatrixProductCheck.IsRight(Device, new WithOneWrong(MatrixProduct.For<Float32>(Device), which)));

    /// <summary>Groups of the CPU accelerator, as it is used, are too small for tiles.</summary>
    [Fact]
    public void ADeviceWithSmallGroupsGetsNoTiles() => Assert.Null(MatrixProduct.Tiled<Float32>(Device));

    [Fact]
    public void ADeviceWithLargeGroupsGetsTiles()
    {
        using ComputeDevice device = ComputeDevice.OpenGroupedHost(32, 4, group: 1);
        Assert.IsType<TiledMatrixProduct<Float32>>(MatrixProduct.Tiled<Float32>(device));
        Assert.Equal(0, device.Memory.PeakBytes);
        Assert.NotNull(MatrixProduct.Tiled<Float32>(device.Plan()));
    }

    /// <summary>Products of which one leaves out the last row.</summary>
    private sealed class WithOneWrong(IMatrixProduct<Float32> right, string which) : IMatrixProduct<Float32>
    {
        public void Forward(
            MatrixShape shape, WeightSelection selection, Signal<Float32> x, ArrayView<Float32> weights, ArrayView<Float32> bias, ArrayView<Float32> y) =>
            right.Forward(Shape(shape, nameof(Forward)), selection, x, weights, bias, y);

        public void BackwardInput(
            MatrixShape shape, WeightSelection selection, ArrayView<Float32> dy, ArrayView<Float32> weights, ArrayView<Float32> dx) =>
            right.BackwardInput(Shape(shape, nameof(BackwardInput)), selection, dy, weights, dx);

        public void BackwardWeights(MatrixShape shape, Signal<Float32> x, ArrayView<Float32> dy, ArrayView<Float32> dw) =>
            right.BackwardWeights(Shape(shape, nameof(BackwardWeights)), x, dy, dw);

        public void BackwardBias(MatrixShape shape, ArrayView<Float32> dy, ArrayView<Float32> db) =>
            right.BackwardBias(Shape(shape, nameof(BackwardBias)), dy, db);

        private MatrixShape Shape(MatrixShape shape, string name) => name == which ? shape with { Rows = shape.Rows - 1 } : shape;
    }
}
