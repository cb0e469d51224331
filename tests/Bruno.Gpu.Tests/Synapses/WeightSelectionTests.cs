using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Synapses;

/// <summary>Products whose rows use different weight matrices are those of the rows alone.</summary>
public abstract class WeightSelectionTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 3, Batch = 12, Inputs = 9, Outputs = 11;

    public static TheoryData<int, int> Selections
    {
        get
        {
            TheoryData<int, int> data = [];
            foreach (WeightSelection selection in new[]
                     { WeightSelection.One, WeightSelection.ByElement(Batch), WeightSelection.ByStep(Steps, Batch), WeightSelection.ByChip(2, 6), WeightSelection.ByChip(4, 3) })
                data.Add(selection.Matrices, selection.Rows);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Selections))]
    public void RowsUseTheirMatrix(int matrices, int rows)
    {
        WeightSelection selection = new(matrices, rows);
        RandomArrays random = new(5);
        MatrixShape all = new(Steps * Batch, Inputs, Outputs), one = all with { Rows = 1 };
        double[] x = random.Vector(all.Rows * Inputs, -1, 1), dy = random.Vector(all.Rows * Outputs, -1, 1);
        double[] w = random.Vector(matrices * Inputs * Outputs, -1, 1), bias = random.Vector(Outputs, -1, 1);
        double[] s = Array.ConvertAll(x, value => value > 0.2 ? 1.0 : 0);
        double[] Matrix(int row) => w.AsSpan(selection.Of(row) * Inputs * Outputs, Inputs * Outputs).ToArray();
        double[] Rows(Func<int, double[]> compute) => [.. Enumerable.Range(0, all.Rows).SelectMany(compute)];

        using DeviceBuffer<Float64> values = Buffer<Float64>(x), weights = Buffer<Float64>(w), constant = Buffer<Float64>(bias), adjoint = Buffer<Float64>(dy);
        using DeviceBuffer<Float64> y = Buffer<Float64>(new double[all.Rows * Outputs]), dx = Buffer<Float64>(new double[all.Rows * Inputs]);
        using DeviceBuffer<Spike> spikes = SpikeBuffer(s);
        IMatrixProduct<Float64>[] products = [MatrixProduct.For<Float64>(Device), new DeviceMatrixProduct<Float64>(Device)];
        foreach (IMatrixProduct<Float64> product in products)
        {
            foreach ((Signal<Float64> signal, double[] input) in new[] { (new Signal<Float64>(values.View), x), (new Signal<Float64>(spikes.View), s) })
            {
                product.Forward(all, selection, signal, weights.View, constant.View, y.View);
                double[] expected = Rows(row => NaiveProducts.Forward(one, input[(row * Inputs)..((row + 1) * Inputs)], Matrix(row), bias));
                Near.Absolute([expected], [Read(y.View, expected.Length)], 1e-13);
            }

            product.BackwardInput(all, selection, adjoint.View, weights.View, dx.View);
            double[] expectedInput = Rows(row => NaiveProducts.BackwardInput(one, dy[(row * Outputs)..((row + 1) * Outputs)], Matrix(row)));
            Near.Absolute([expectedInput], [Read(dx.View, expectedInput.Length)], 1e-13);
        }
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class WeightSelectionCpuTests(CpuBackend backend) : WeightSelectionTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class WeightSelectionCudaTests(CudaBackend backend) : WeightSelectionTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class WeightSelectionOpenClTests(OpenClBackend backend) : WeightSelectionTests(backend);
