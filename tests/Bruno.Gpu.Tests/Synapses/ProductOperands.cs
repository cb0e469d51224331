using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using ILGPU;

namespace Bruno.Gpu.Tests.Synapses;

/// <summary>Random operands of all products of a shape.</summary>
internal sealed class ProductOperands<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    /// <summary>What is in results before.</summary>
    private const double Untouched = 77;

    private readonly DeviceTests tests;
    private readonly MatrixShape shape;
    private readonly DeviceBuffer<T> values;
    private readonly DeviceBuffer<T> spikeValues;
    private readonly DeviceBuffer<Spike> spikes;
    private readonly DeviceBuffer<T> weights;
    private readonly DeviceBuffer<T> bias;
    private readonly DeviceBuffer<T> adjoints;

    /// <summary>Makes them.</summary>
    /// <param name="tests">Whose device they are on.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="share">The share of spikes.</param>
    /// <param name="matrices">How many weight matrices.</param>
    public ProductOperands(DeviceTests tests, MatrixShape shape, double share, int matrices = 1)
    {
        this.tests = tests;
        this.shape = shape;
        RandomArrays random = new(90);
        double[] fired = Array.ConvertAll(random.Vector(shape.Rows * shape.Inputs, 0, 1), x => x < share ? 1.0 : 0);
        values = tests.Buffer<T>(random.Vector(shape.Rows * shape.Inputs, -1, 1));
        spikeValues = tests.Buffer<T>(fired);
        spikes = tests.SpikeBuffer(fired);
        weights = tests.Buffer<T>(random.Vector(matrices * shape.Inputs * shape.Outputs, -1, 1));
        bias = tests.Buffer<T>(random.Vector(shape.Outputs, -1, 1));
        adjoints = tests.Buffer<T>(random.Vector(shape.Rows * shape.Outputs, -1, 1));
    }

    /// <summary>Real values.</summary>
    public Signal<T> Values => new(values.View);

    /// <summary>Spikes.</summary>
    public Signal<T> Spikes => new(spikes.View);

    /// <summary>The same spikes as real values.</summary>
    public Signal<T> SpikeValues => new(spikeValues.View);

    /// <summary>The adjoints of the outputs.</summary>
    public ArrayView<T> Adjoints => adjoints.View;

    /// <summary>All results with an input, one after the other.</summary>
    public double[] Compute(IMatrixProduct<T> product, Signal<T> x, WeightSelection selection)
    {
        int inputs = shape.Rows * shape.Inputs, outputs = shape.Rows * shape.Outputs, cells = shape.Inputs * shape.Outputs;
        ArrayView<T> none = ArrayView<T>.Empty;
        List<double> results =
        [
            .. Result(outputs, y => product.Forward(shape, selection, x, weights.View, bias.View, y)),
            .. Result(outputs, y => product.Forward(shape, selection, x, weights.View, none, y)),
            .. Result(shape.Outputs, db => product.BackwardBias(shape, Adjoints, db)),
        ];

        // A layer without inputs has nothing to give back to.
        if (shape.Inputs > 0)
        {
            results.AddRange(Result(inputs, dx => product.BackwardInput(shape, selection, Adjoints, weights.View, dx)));
            results.AddRange(Result(cells, dw => product.BackwardWeights(shape, x, Adjoints, dw)));
        }

        return [.. results];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        adjoints.Dispose();
        bias.Dispose();
        weights.Dispose();
        spikes.Dispose();
        spikeValues.Dispose();
        values.Dispose();
    }

    /// <summary>A result, which reaches no further than it should.</summary>
    private double[] Result(int length, Action<ArrayView<T>> product)
    {
        using DeviceBuffer<T> result = tests.Buffer<T>([.. Enumerable.Repeat(Untouched, length + 5)]);
        product(result.View);
        double[] read = tests.Read(result.View, length + 5);
        Assert.All(read[length..], value => Assert.Equal(Untouched, value));
        return read[..length];
    }
}
