using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Tests.Backends;
using ILGPU;

namespace Bruno.Gpu.Tests.Compilation;

/// <summary>What ILGPU's generators get wrong is right on every backend, or refused.</summary>
public abstract class FaultKernelTests(Backend backend) : DeviceTests(backend)
{
    private static readonly int[] Starts = [.. Enumerable.Range(1, 40)];

    [Fact]
    public void StaleTemporariesAreMended() => Assert.Equal(Starts.Select(FaultKernels.StaleTemporary), Run(FaultKernels.StaleTemporary));

    [Fact]
    public void LostCopiesAreMended() => Assert.Equal(Starts.Select(FaultKernels.LostCopy), Run(FaultKernels.LostCopy));

    [Fact]
    public void LostCopiesOfLoopsInPtxAreRightOrRefused() => AssertRightOrRefused(FaultKernels.LostCopyInPtx, FaultKernels.LostCopyInPtx);

    [Fact]
    public void TemporariesOfTheOtherBranchAreRightOrRefused() =>
        AssertRightOrRefused(FaultKernels.TemporaryOfTheOtherBranch, FaultKernels.TemporaryOfTheOtherBranch);

    [Fact]
    public void NothingIsLessOrMoreThanWhatIsNoNumber()
    {
        Compare<Float32>();
        Compare<Float64>();
    }

    private int[] Run(Action<Index1D, ArrayView<int>> kernel)
    {
        using DeviceBuffer<int> data = Device.Memory.Allocate<int>(Starts, MemoryPurpose.Scratch);
        Device.Load(kernel)(Starts.Length, data.View);
        return data.Download();
    }

    /// <summary>CUDA's code cannot be mended as OpenCL's can: there, a kernel that would be wrong is refused.</summary>
    private void AssertRightOrRefused(Func<int, int> function, Action<Index1D, ArrayView<int>> kernel)
    {
        if (!Device.Description.Name.StartsWith("cuda", StringComparison.Ordinal))
            Assert.Equal(Starts.Select(function), Run(kernel));
        else
            Assert.Equal(ExitCode.CheckFailed, Assert.Throws<BrunoException>(() => Run(kernel)).ExitCode);
    }

    private void Compare<T>()
        where T : unmanaged, IReal<T>
    {
        double[] numbers = [double.NaN, double.NegativeInfinity, -1, -0.0, 0, 1, 2, double.PositiveInfinity];
        (double Left, double Right)[] pairs = [.. numbers.SelectMany(left => numbers.Select(right => (left, right)))];
        int[] expected = [.. pairs.Select(pair => Expected(pair.Left, pair.Right))];
        using DeviceBuffer<T> left = Buffer<T>([.. pairs.Select(pair => pair.Left)]), right = Buffer<T>([.. pairs.Select(pair => pair.Right)]);
        using DeviceBuffer<int> result = Device.Memory.Allocate<int>(pairs.Length, MemoryPurpose.Scratch);
        Device.Load<Action<Index1D, ArrayView<T>, ArrayView<T>, ArrayView<int>>>(FaultKernels.Comparisons)(
            pairs.Length, left.View, right.View, result.View);
        Assert.Equal(expected, result.Download());
    }

    private static int Expected(double x, double y)
    {
        int bits = (x < y ? 1 : 0) | (x <= y ? 2 : 0) | (x > y ? 4 : 0) | (x >= y ? 8 : 0);
        bits |= (~bits & 15) << 4;
        bits |= (0 < x ? 256 | 512 : 0) | (!(x <= y) || !(y <= x) ? 1024 : 0);
        return bits | ((x > 2 ? 3 : x > 1 ? 2 : x > 0 ? 1 : 0) << 12);
    }
}

[Collection(typeof(CpuTests))]
public sealed class FaultKernelCpuTests(CpuBackend backend) : FaultKernelTests(backend);

[Collection(typeof(CudaTests))]
public sealed class FaultKernelCudaTests(CudaBackend backend) : FaultKernelTests(backend);

[Collection(typeof(OpenClTests))]
public sealed class FaultKernelOpenClTests(OpenClBackend backend) : FaultKernelTests(backend);
