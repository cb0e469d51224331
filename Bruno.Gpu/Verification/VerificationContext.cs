using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Verification;

/// <summary>What a family is measured with: the device, how thoroughly, and ways to move numbers there and back.</summary>
/// <param name="device">The compute device.</param>
/// <param name="isShort">Whether it must not take long.</param>
internal sealed class VerificationContext(ComputeDevice device, bool isShort)
{
    /// <summary>The compute device.</summary>
    public ComputeDevice Device { get; } = device;

    /// <summary>Whether it must not take long.</summary>
    public bool IsShort { get; } = isShort;

    /// <summary>
    /// How many threads kernels are launched with: one, less than a group, no multiple of one, and several groups.
    /// </summary>
    public IReadOnlyList<int> Sizes => IsShort ? [17, 257] : [1, 17, 257, 1000];

    /// <summary>The same up to a few groups, for what takes long.</summary>
    public IReadOnlyList<int> FewSizes => IsShort ? Sizes : [1, 17, 257];

    /// <summary>The precision that a scalar type stands for.</summary>
    public static Precision PrecisionOf<T>() => typeof(T) == typeof(Float64) ? Precision.Double : Precision.Float;

    /// <summary>One of two numbers, by the precision.</summary>
    internal static double In<T>(double inFloat, double inDouble) => PrecisionOf<T>() == Precision.Double ? inDouble : inFloat;

    /// <summary>Numbers as the precision holds them, so that both sides of a comparison start from the same.</summary>
    internal static double[] Rounded<T>(double[] values)
        where T : unmanaged, IReal<T> => Array.ConvertAll(values, value => T.ToDouble(T.From(value)));

    /// <summary>A buffer that holds some numbers.</summary>
    internal DeviceBuffer<T> Upload<T>(double[] values)
        where T : unmanaged, IReal<T> => Device.Memory.Allocate<T>(Array.ConvertAll(values, T.From), MemoryPurpose.Scratch);

    /// <summary>A buffer that holds some spikes: what is not 0.</summary>
    internal DeviceBuffer<Spike> UploadSpikes(double[] values) =>
        Device.Memory.Allocate<Spike>(Array.ConvertAll(values, value => new Spike(value != 0)), MemoryPurpose.Scratch);

    /// <summary>The first numbers of a view; waits for the device.</summary>
    internal double[] Download<T>(ArrayView<T> view, int length, int skip = 0)
        where T : unmanaged, IReal<T> => ConformanceBuffers.Download(view, Stream, length, skip);

    /// <summary>The first spikes of a view, 1 and 0; waits for the device.</summary>
    internal double[] Download(ArrayView<Spike> view, int length) => ConformanceBuffers.Download(view, Stream, length);

    /// <summary>The stream that everything runs on.</summary>
    internal AcceleratorStream Stream => Device.Accelerator.DefaultStream;
}
