using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using ILGPU;

namespace Bruno.Gpu.Tests.Synapses;

/// <summary>The host's products have bits that depend neither on how rows are divided among threads nor on their timing.</summary>
[Collection(typeof(CpuTests))]
public sealed class HostMatrixProductTests(CpuBackend backend) : DeviceTests(backend)
{
    private static readonly MatrixShape Shape = new(61, 300, 45);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EachRowIsThatOfARowAlone(bool spiking)
    {
        IMatrixProduct<Float32> product = new HostMatrixProduct<Float32, float>(Device);
        using Operands operands = new(this);
        using DeviceBuffer<Float32> whole = Buffer<Float32>(new double[Shape.Rows * Shape.Outputs]);
        using DeviceBuffer<Float32> alone = Buffer<Float32>(new double[Shape.Outputs]);
        product.Forward(Shape, operands.Input(spiking, 0), operands.Weights.View, operands.Bias.View, whole.View);
        double[] expected = Read(whole.View, Shape.Rows * Shape.Outputs);
        for (int row = 0; row < Shape.Rows; ++row)
        {
            product.Forward(Shape with { Rows = 1 }, operands.Input(spiking, row), operands.Weights.View, operands.Bias.View, alone.View);
            Assert.Equal(expected[(row * Shape.Outputs)..((row + 1) * Shape.Outputs)], Read(alone.View, Shape.Outputs));
        }
    }

    [Fact]
    public async Task BusyThreadsChangeNothing()
    {
        IMatrixProduct<Float32> product = new HostMatrixProduct<Float32, float>(Device);
        using Operands operands = new(this);
        double[] quiet = All(product, operands);
        using CancellationTokenSource stop = new();
        Task[] busy = [.. Enumerable.Range(0, 3 * Environment.ProcessorCount).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                Thread.SpinWait(1000);
        }))];
        for (int repetition = 0; repetition < 5; ++repetition)
            Assert.Equal(quiet, All(product, operands));
        await stop.CancelAsync();
        await Task.WhenAll(busy);
    }

    [Fact]
    public void SpikesAreWhatTheirValuesAre()
    {
        IMatrixProduct<Float32> product = new HostMatrixProduct<Float32, float>(Device);
        using Operands operands = new(this);
        using DeviceBuffer<Float32> ones = Buffer<Float32>(operands.SpikeValues);
        Assert.Equal(All(product, operands, new Signal<Float32>(ones.View)), All(product, operands, operands.Input(true, 0)));
    }

    [Fact]
    public void TheNumberMustMatchTheScalar() =>
        Assert.Throws<ArgumentException>(() => new HostMatrixProduct<Float32, double>(Device));

    private double[] All(IMatrixProduct<Float32> product, Operands operands, Signal<Float32>? input = null)
    {
        Signal<Float32> x = input ?? operands.Input(false, 0);
        using DeviceBuffer<Float32> y = Buffer<Float32>(new double[Shape.Rows * Shape.Outputs]);
        using DeviceBuffer<Float32> dx = Buffer<Float32>(new double[Shape.Rows * Shape.Inputs]);
        using DeviceBuffer<Float32> dw = Buffer<Float32>(new double[Shape.Inputs * Shape.Outputs]);
        product.Forward(Shape, x, operands.Weights.View, operands.Bias.View, y.View);
        product.BackwardInput(Shape, operands.Adjoints.View, operands.Weights.View, dx.View);
        product.BackwardWeights(Shape, x, operands.Adjoints.View, dw.View);
        return [.. Read(y.View, y.Length), .. Read(dx.View, dx.Length), .. Read(dw.View, dw.Length)];
    }

    private sealed class Operands : IDisposable
    {
        private readonly DeviceBuffer<Float32> values;
        private readonly DeviceBuffer<Spike> spikes;

        public Operands(HostMatrixProductTests tests)
        {
            RandomArrays random = new(80);
            values = tests.Buffer<Float32>(random.Vector(Shape.Rows * Shape.Inputs, -1, 1));
            SpikeValues = Array.ConvertAll(random.Vector(Shape.Rows * Shape.Inputs, 0, 1), x => x < 0.2 ? 1.0 : 0);
            spikes = tests.SpikeBuffer(SpikeValues);
            Weights = tests.Buffer<Float32>(random.Vector(Shape.Inputs * Shape.Outputs, -1, 1));
            Bias = tests.Buffer<Float32>(random.Vector(Shape.Outputs, -1, 1));
            Adjoints = tests.Buffer<Float32>(random.Vector(Shape.Rows * Shape.Outputs, -1, 1));
        }

        public double[] SpikeValues { get; }

        public DeviceBuffer<Float32> Weights { get; }

        public DeviceBuffer<Float32> Bias { get; }

        public DeviceBuffer<Float32> Adjoints { get; }

        public Signal<Float32> Input(bool spiking, int row)
        {
            int begin = row * Shape.Inputs, length = (Shape.Rows - row) * Shape.Inputs;
            return spiking ? new(spikes.View.SubView(begin, length)) : new(values.View.SubView(begin, length));
        }

        public void Dispose()
        {
            values.Dispose();
            spikes.Dispose();
            Weights.Dispose();
            Bias.Dispose();
            Adjoints.Dispose();
        }
    }
}
