using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Verification;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Tests.Verification;

/// <summary>A kernel that is wrong in one place, or one lane of a thousand, is found.</summary>
[Collection(typeof(CpuTests))]
public sealed class WrongKernelTests(CpuBackend backend) : DeviceTests(backend)
{
    [Fact]
    public void AProductThatForgetsATermIsFound()
    {
        VerificationContext context = new(Device, isShort: false);
        Deviation[] right = [.. ProductFamily.Measure(context, MatrixProduct.For<Float32>(Device))];
        Deviation[] wrong = [.. ProductFamily.Measure(context, new ForgetfulProduct(MatrixProduct.For<Float32>(Device), context))];
        Assert.All(right, deviation => Assert.True(deviation.Passed, deviation.Quantity));
        Assert.All(wrong.Where(deviation => deviation.Quantity.Contains("gradient of input", StringComparison.Ordinal)), deviation => Assert.False(deviation.Passed));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(double.NaN)]
    public void AStateOfOneLaneIsFound(double change)
    {
        const int steps = 10, lanes = 1000;
        double[] zeros = new double[steps * lanes], changed = new double[steps * lanes];
        changed[3 * lanes + 555] = change;
        LayerStates expected = new(zeros, zeros, zeros), actual = new(changed, zeros, zeros);
        Deviation[] deviations = [.. new LaneComparison(zeros, zeros, lanes, lanes).States("x", actual, expected, StateTolerance.Coarse)];
        Assert.Contains(deviations, deviation => !deviation.Passed && deviation.Quantity == "x, V");
    }

    [Fact]
    public void OtherSpikesAreFound_ButForALaneOrTwo()
    {
        const int steps = 10, lanes = 200;
        double[] expected = new double[steps * lanes], few = new double[steps * lanes], many = new double[steps * lanes];
        few[5 * lanes + 7] = 1;
        for (int lane = 0; lane < 5; ++lane)
            many[6 * lanes + 9 * lane] = 1;
        Assert.True(Other(few, StateTolerance.Coarse).Passed);
        Assert.False(Other(many, StateTolerance.Coarse).Passed);
        Assert.False(Other(few, StateTolerance.Fine).Passed);

        Deviation Other(double[] spikes, StateTolerance tolerance) => new LaneComparison(spikes, expected, lanes, lanes)
            .States("x", new([], [], spikes), new([], [], expected), tolerance).Single();
    }

    [Fact]
    public void AGradientOfOneLaneIsFound()
    {
        const int steps = 4, lanes = 300;
        double[] silent = new double[steps * lanes], gradient = [.. Enumerable.Range(0, steps * lanes).Select(i => 1.0 + i % 7)], wrong = [.. gradient];
        wrong[2 * lanes + 17] *= 1.5;
        LaneComparison comparison = new(silent, silent, lanes, lanes);
        Assert.True(comparison.Gradient("x", gradient, gradient, 1e-9).Passed);
        Assert.False(comparison.Gradient("x", wrong, gradient, 0.02).Passed);
    }

    /// <summary>Leaves out the first element of what goes back to the input.</summary>
    private sealed class ForgetfulProduct(IMatrixProduct<Float32> product, VerificationContext context) : IMatrixProduct<Float32>
    {
        public void Forward(MatrixShape shape, WeightSelection selection, Signal<Float32> x, ArrayView<Float32> weights, ArrayView<Float32> bias, ArrayView<Float32> y) =>
            product.Forward(shape, selection, x, weights, bias, y);

        public void BackwardInput(MatrixShape shape, WeightSelection selection, ArrayView<Float32> dy, ArrayView<Float32> weights, ArrayView<Float32> dx)
        {
            product.BackwardInput(shape, selection, dy, weights, dx);
            using DeviceBuffer<Float32> zero = context.Upload<Float32>([0]);
            zero.View.CopyTo(context.Stream, dx.SubView(0, 1));
        }

        public void BackwardWeights(MatrixShape shape, Signal<Float32> x, ArrayView<Float32> dy, ArrayView<Float32> dw) => product.BackwardWeights(shape, x, dy, dw);

        public void BackwardBias(MatrixShape shape, ArrayView<Float32> dy, ArrayView<Float32> db) => product.BackwardBias(shape, dy, db);
    }
}
