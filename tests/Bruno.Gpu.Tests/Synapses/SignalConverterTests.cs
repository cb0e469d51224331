using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Synapses;

public abstract class SignalConverterTests(Backend backend) : DeviceTests(backend)
{
    [Fact]
    public void ValuesAreCutOffAndRounded()
    {
        SignalConverter<Float64> converter = SignalConverter<Float64>.For(Device, new() { Bits = 2, Low = -1, High = 2 })!;
        double[] values = [-7, -1, -0.51, -0.49, 0.4, 1.4, 1.6, 2, 9, double.NaN];
        using DeviceBuffer<Float64> buffer = Buffer<Float64>(values), result = Buffer<Float64>(new double[values.Length]);
        converter.Forward(buffer.View, result.View);
        Near.Absolute([[-1, -1, -1, 0, 0, 1, 2, 2, 2, double.NaN]], [Read(result.View, values.Length)], 1e-15);
    }

    [Fact]
    public void ErrorsOfFineConvertersAreAtMostHalfAStep()
    {
        double[] values = new RandomArrays(2).Vector(1000, -1, 1);
        SignalConverter<Float64> converter = SignalConverter<Float64>.For(Device, new() { Bits = 8, Low = -1, High = 1 })!;
        using DeviceBuffer<Float64> buffer = Buffer<Float64>(values);
        converter.Forward(buffer.View, buffer.View);
        Near.Absolute([values], [Read(buffer.View, values.Length)], 1.0 / 255 + 1e-12);
        Assert.InRange(Read(buffer.View, values.Length).Distinct().Count(), 200, 256);
    }

    [Fact]
    public void GradientsPassWithinTheRange()
    {
        SignalConverter<Float32> converter = SignalConverter<Float32>.For(Device, new() { Bits = 4, Low = 0, High = 1 })!;
        using DeviceBuffer<Float32> values = Buffer<Float32>([-0.1, 0, 0.5, 1, 1.1]), adjoint = Buffer<Float32>([1, 2, 3, 4, 5]);
        converter.Backward(values.View, adjoint.View);
        Assert.Equal([0, 2, 3, 4, 0], Read(adjoint.View, 5));
    }

    [Fact]
    public void WithoutBitsThereIsNoConverter() => Assert.Null(SignalConverter<Float32>.For(Device, new()));
}

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class SignalConverterCpuTests(CpuBackend backend) : SignalConverterTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class SignalConverterCudaTests(CudaBackend backend) : SignalConverterTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class SignalConverterOpenClTests(OpenClBackend backend) : SignalConverterTests(backend);
