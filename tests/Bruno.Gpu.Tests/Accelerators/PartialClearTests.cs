using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Accelerators;

public abstract class PartialClearTests(Backend backend) : DeviceTests(backend)
{
    /// <summary>The part is zero afterwards, and nothing else.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 0)]
    [InlineData(100, 17)]
    [InlineData(743, 257)]
    [InlineData(0, 1000)]
    public void OnlyThePartIsCleared(int begin, int length)
    {
        double[] ones = [.. Enumerable.Repeat(1.0, 1000)], expected = [.. ones];
        Array.Clear(expected, begin, length);
        Assert.Equal(expected, Cleared<Float32>(ones, begin, length));
        Assert.Equal(expected, Cleared<Float64>(ones, begin, length));
    }

    /// <summary>ILGPU's own clear of a part is broken on OpenCL; clearing whole buffers is not.</summary>
    [Fact]
    public void NothingElseOfOursClearsParts()
    {
        string[] users =
        [
            .. SourceTree.Product().Where(file => file.Text.Contains(".MemSet", StringComparison.Ordinal)).Select(file => file.Name)
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(["DeviceBuffer.cs", "DeviceMemory.cs"], users);
    }

    private double[] Cleared<T>(double[] values, int begin, int length)
        where T : unmanaged, IReal<T>
    {
        using DeviceBuffer<T> buffer = Buffer<T>(values);
        new PartialClear<T>(Device).Run(buffer.View.SubView(begin, length));
        return Read(buffer.View, values.Length);
    }
}

[Collection(typeof(CpuTests))]
public sealed class PartialClearCpuTests(CpuBackend backend) : PartialClearTests(backend);

[Collection(typeof(CudaTests))]
public sealed class PartialClearCudaTests(CudaBackend backend) : PartialClearTests(backend);

[Collection(typeof(OpenClTests))]
public sealed class PartialClearOpenClTests(OpenClBackend backend) : PartialClearTests(backend);
