using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Tests.Backends;
using Bruno.Oracle;
using ILGPU.Runtime;

namespace Bruno.Gpu.Tests.Optimizers;

/// <summary>Parameters within bounds: their values by the formula in double precision, their gradients against finite differences.</summary>
public abstract class BoundedParameterTests(Backend backend) : DeviceTests(backend)
{
    private const int Neurons = 5, Batch = 3;

    public static TheoryData<string> Ranges => ["around", "negative", "between"];

    [Theory]
    [MemberData(nameof(Ranges))]
    public void ValuesAreThoseOfTheFormula(string kind)
    {
        TrainedRange range = RangeOf(kind);
        double[] u = [-3, -0.4, 0, 0.7, 5];
        double[] expected = [.. u.Select(x =>
        {
            double share = 1 / (1 + Math.Exp(-x));
            (double from, double to) = range.Middle < 0 ? (range.Highest, range.Lowest) : (range.Lowest, range.Highest);
            return range.IsLogarithmic ? from * Math.Pow(to / from, share) : from + (to - from) * share;
        })];
        double scale = Math.Abs(range.Middle);
        Assert.All(expected.Zip(Values<Float64>(range, u)), pair => Assert.Equal(pair.First / scale, pair.Second / scale, 1e-13));
        Assert.All(expected.Zip(Values<Float32>(range, u)), pair => Assert.Equal(pair.First / scale, pair.Second / scale, 1e-6));
        Assert.All(expected.Zip(u), pair => Assert.Equal(pair.First / scale, range.ValueOf(pair.Second) / scale, 1e-13));
        Assert.All(expected.Zip(u), pair => Assert.Equal(pair.Second, range.UnboundedOf(pair.First), 1e-11));
    }

    /// <summary>What starts in the middle starts with the value that was given, and no u, however large, leads beyond the bounds.</summary>
    [Theory]
    [MemberData(nameof(Ranges))]
    public void NothingLeadsBeyondTheBounds(string kind)
    {
        TrainedRange range = RangeOf(kind);
        double[] values = Values<Float32>(range, [0, 1e30, -1e30, double.PositiveInfinity, double.NegativeInfinity]);
        Assert.Equal((float)range.Middle, (float)values[0]);
        Assert.All(values, value => Assert.InRange(value, (float)range.Lowest, (float)range.Highest));
        Assert.All(values.Skip(1), value => Assert.Contains(value, new double[] { (float)range.Lowest, (float)range.Highest }));
        Assert.Equal(range.Middle, range.ValueOf(0));
    }

    [Theory]
    [InlineData("around", 1)]
    [InlineData("around", Neurons)]
    [InlineData("negative", 1)]
    [InlineData("negative", Neurons)]
    [InlineData("between", 1)]
    [InlineData("between", Neurons)]
    public void GradientsAreThoseOfFiniteDifferences(string kind, int count)
    {
        TrainedRange range = RangeOf(kind);
        RandomArrays random = new(7);
        double[] u = random.Vector(count, -2, 2), shares = random.Vector(Neurons * Batch, -1, 1);
        using ParameterStore<Float64> store = Store<Float64>(range, count);
        using BoundedParameter<Float64> bounded = new(Device, store, store.Parameters[0], range, Neurons, Batch);
        double Loss()
        {
            store.Import(u);
            bounded.Refresh();
            double[] values = bounded.Download();
            return shares.Select((share, lane) => share * values[lane % Neurons]).Sum();
        }

        Loss();
        bounded.BeginBackward();
        using DeviceBuffer<Float64> added = Buffer<Float64>(shares);
        added.View.CopyTo(Device.Accelerator.DefaultStream, bounded.Shares);
        bounded.EndBackward(Batch);
        double[] actual = store.ExportGradients();
        Near.RelativeToMaximum(FiniteDifference.Gradient(Loss, u, 1e-5), actual, 1e-8);
        Assert.All(actual, gradient => Assert.NotEqual(0, gradient));
    }

    private static TrainedRange RangeOf(string kind) => kind switch
    {
        "around" => TrainedRange.Around(1e-11, 2),
        "negative" => TrainedRange.Around(-1.5, 3),
        _ => TrainedRange.Between(-0.5, 2),
    };

    private double[] Values<T>(TrainedRange range, double[] u)
        where T : unmanaged, IReal<T>
    {
        using ParameterStore<T> store = Store<T>(range, u.Length);
        using BoundedParameter<T> bounded = new(Device, store, store.Parameters[0], range, u.Length, 0);
        store.Import(u);
        bounded.Refresh();
        return bounded.Download();
    }

    private ParameterStore<T> Store<T>(TrainedRange range, int count)
        where T : unmanaged, IReal<T>
    {
        ParameterLayout layout = new();
        layout.DeclareBounded("layer.parameter", count, range);
        return new(Device, layout);
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class BoundedParameterCpuTests(CpuBackend backend) : BoundedParameterTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class BoundedParameterCudaTests(CudaBackend backend) : BoundedParameterTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class BoundedParameterOpenClTests(OpenClBackend backend) : BoundedParameterTests(backend);
