using Bruno.Gpu.Accelerators;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Tests.Backends;
using ILGPU;

namespace Bruno.Gpu.Tests.RandomNumbers;

/// <summary>Kernels draw the numbers of the host.</summary>
public abstract class KernelRandomTests(Backend backend) : DeviceTests(backend)
{
    private const int Elements = 5000;
    private const ulong Seed = 0x1234_5678_9ABC_DEF0;
    private const uint Stream = 77, Second = 9;

    [Fact]
    public void UniformsAreTheBitsOfTheHost()
    {
        double[] expected = Host(random => random.NextUniform());
        Assert.Equal(expected, Run(DrawKernels.Uniforms));
    }

    /// <summary>A GPU's compiler may fuse a product and a sum: see PortableMath.</summary>
    [Fact]
    public void GaussiansAreThoseOfTheHost()
    {
        double[] expected = Host(random => random.NextGaussian()), actual = Run(DrawKernels.Gaussians);
        if (Device.IsHost)
            Assert.Equal(expected, actual);
        Near.Absolute([expected], [actual], 4e-15);
    }

    private static double[] Host(Func<CounterRandom, double> next) =>
    [
        .. Enumerable.Range(0, Elements).SelectMany(element =>
        {
            CounterRandom random = new(Seed, Stream, (uint)element, Second);
            return new[] { next(random), next(random) };
        }),
    ];

    private double[] Run(Action<Index1D, ulong, uint, uint, ArrayView<double>> kernel)
    {
        using DeviceBuffer<double> result = Device.Memory.Allocate<double>(2 * Elements, MemoryPurpose.Scratch);
        Device.Load(kernel)(Elements, Seed, Stream, Second, result.View);
        return result.Download();
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class KernelRandomCpuTests(CpuBackend backend) : KernelRandomTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class KernelRandomCudaTests(CudaBackend backend) : KernelRandomTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class KernelRandomOpenClTests(OpenClBackend backend) : KernelRandomTests(backend);
