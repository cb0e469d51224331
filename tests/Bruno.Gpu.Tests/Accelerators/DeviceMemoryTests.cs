using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Tests.Accelerators;

/// <summary>The ledger of device memory.</summary>
public sealed class DeviceMemoryTests
{
    [Fact]
    public void BytesAreCountedByPurpose()
    {
        using ComputeDevice device = ComputeDevice.Open("cpu");
        DeviceMemory memory = device.Memory;
        DeviceBuffer<Float32> tape = memory.Allocate<Float32>(100, MemoryPurpose.Tape);
        DeviceBuffer<double> data = memory.Allocate<double>([1, 2, 3], MemoryPurpose.Data);
        Assert.Equal((424L, 400L, 24L, 0L), (memory.Bytes, memory.BytesFor(MemoryPurpose.Tape), memory.BytesFor(MemoryPurpose.Data), memory.BytesFor(MemoryPurpose.Spikes)));
        Assert.Equal((MemoryPurpose.Tape, 100, 400L), (tape.Purpose, tape.Length, tape.Bytes));
        Assert.Equal([1, 2, 3], data.Download());

        tape.Dispose();
        tape.Dispose();
        Assert.Equal((24L, 0L, 424L), (memory.Bytes, memory.BytesFor(MemoryPurpose.Tape), memory.PeakBytes));
        data.Dispose();
        Assert.Equal((0L, 424L), (memory.Bytes, memory.PeakBytes));
    }

    [Fact]
    public void BuffersStartAtZeroAndAreCleared()
    {
        using ComputeDevice device = ComputeDevice.Open("cpu");
        for (int i = 0; i < 3; ++i)
        {
            using DeviceBuffer<int> buffer = device.Memory.Allocate<int>(1000, MemoryPurpose.Scratch);
            Assert.All(buffer.Download(), value => Assert.Equal(0, value));
            buffer.Upload([.. Enumerable.Repeat(7, 1000)]);
            buffer.Clear();
            Assert.All(buffer.Download(), value => Assert.Equal(0, value));
            buffer.Upload([.. Enumerable.Repeat(7, 1000)]);
        }
    }

    [Fact]
    public void ABufferOfNothingIsAllowed()
    {
        using ComputeDevice device = ComputeDevice.Open("cpu");
        using DeviceBuffer<int> buffer = device.Memory.Allocate<int>(0, MemoryPurpose.Scratch);
        Assert.Equal(4, device.Memory.Bytes);
        Assert.Throws<ArgumentOutOfRangeException>(() => device.Memory.Allocate<int>(-1, MemoryPurpose.Scratch));
    }

    [Fact]
    public void UploadsMustFit()
    {
        using ComputeDevice device = ComputeDevice.Open("cpu");
        using DeviceBuffer<int> buffer = device.Memory.Allocate<int>(3, MemoryPurpose.Scratch);
        buffer.Upload([5]);
        Assert.Equal([5, 0, 0], buffer.Download());
        Assert.Throws<ArgumentException>(() => buffer.Upload([1, 2, 3, 4]));
    }

    [Fact]
    public void TheLimitHolds()
    {
        using ComputeDevice device = ComputeDevice.Open("cpu", memoryLimit: 1000);
        using DeviceBuffer<byte> first = device.Memory.Allocate<byte>(900, MemoryPurpose.Data);
        DeviceMemoryExceededException exception = Assert.Throws<DeviceMemoryExceededException>(
            () => device.Memory.Allocate<byte>(101, MemoryPurpose.Tape));
        Assert.Equal(ExitCode.OutOfMemory, exception.ExitCode);
        Assert.Contains("tape", exception.Message, StringComparison.Ordinal);
        Assert.Equal((900L, 900L), (device.Memory.Bytes, device.Memory.PeakBytes));

        using DeviceBuffer<byte> second = device.Memory.Allocate<byte>(100, MemoryPurpose.Tape);
        Assert.Equal(1000, device.Memory.Bytes);
    }

    [Fact]
    public void MoreThanABufferCanHoldIsOutOfMemory()
    {
        using ComputeDevice device = ComputeDevice.Open("cpu");
        Assert.Throws<DeviceMemoryExceededException>(() => device.Memory.Allocate<byte>(1L << 31, MemoryPurpose.Tape));
    }

    /// <summary>2^32 elements are 0 in 32 bits: the network must not be built for less than was asked for.</summary>
    [Fact]
    public void ANetworkOfMoreElementsThanABufferCanHoldIsOutOfMemory()
    {
        using ComputeDevice device = ComputeDevice.Open("cpu", memoryLimit: 1 << 20);
        NetworkBuilder<Float32> builder = new(device, 4);
        builder.AddLinear(4, new double[16], null);
        Assert.Throws<DeviceMemoryExceededException>(() => builder.Build(new SequenceExtent(1 << 20, 1 << 10)));
    }

    [Fact]
    public void ANetworkThatDoesNotFitIsOutOfMemory()
    {
        using ComputeDevice device = ComputeDevice.Open("cpu", memoryLimit: 10_000);
        NetworkBuilder<Float32> builder = new(device, 4);
        builder.AddLinear(4, new double[16], null);
        Assert.Throws<DeviceMemoryExceededException>(() => builder.Build(new SequenceExtent(1000, 4)));
    }
}
