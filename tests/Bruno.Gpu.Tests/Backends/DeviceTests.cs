using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Tests.Backends;

/// <summary>
/// The base of tests that hold on every backend: an abstract class states them, and a sealed class per backend runs them.
/// </summary>
public abstract class DeviceTests(Backend backend)
{
    /// <summary>The device; asking for it skips the test where it is absent.</summary>
    protected ComputeDevice Device => backend.Device;

    internal DeviceBuffer<T> Buffer<T>(double[] values)
        where T : unmanaged, IReal<T>
    {
        DeviceBuffer<T> buffer = Device.Memory.Allocate<T>(values.Length, MemoryPurpose.Scratch);
        buffer.Upload(Array.ConvertAll(values, T.From));
        return buffer;
    }

    internal DeviceBuffer<Spike> SpikeBuffer(double[] values)
    {
        DeviceBuffer<Spike> buffer = Device.Memory.Allocate<Spike>(values.Length, MemoryPurpose.Scratch);
        buffer.Upload(Array.ConvertAll(values, value => new Spike(value != 0)));
        return buffer;
    }

    internal double[] Read<T>(ArrayView<T> view, int length)
        where T : unmanaged, IReal<T> =>
        ConformanceBuffers.Download(view, Device.Accelerator.DefaultStream, length);
}
