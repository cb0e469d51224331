using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Layers;

/// <summary>The states that the neurons of a layer are in, and rows of earlier ones that were kept.</summary>
/// <param name="device">The compute device.</param>
/// <param name="lanes">Batch elements times neurons, at most.</param>
/// <param name="rows">How many earlier ones may be kept.</param>
public sealed class StateRows<T>(ComputeDevice device, int lanes, int rows) : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly DeviceBuffer<T> potential = device.Memory.Allocate<T>(lanes, MemoryPurpose.States);
    private readonly DeviceBuffer<T> @internal = device.Memory.Allocate<T>(lanes, MemoryPurpose.States);
    private readonly DeviceBuffer<T> keptPotential = device.Memory.Allocate<T>((long)lanes * rows, MemoryPurpose.Tape);
    private readonly DeviceBuffer<T> keptInternal = device.Memory.Allocate<T>((long)lanes * rows, MemoryPurpose.Tape);

    /// <summary>The states the neurons are in, [batch, neurons].</summary>
    public DeviceTape<T> Current => new(potential.View, @internal.View);

    /// <summary>Keeps the current states in a row.</summary>
    public void Keep(int row, int count)
    {
        Copy(potential.View, 0, keptPotential.View, (long)row * lanes, count);
        Copy(@internal.View, 0, keptInternal.View, (long)row * lanes, count);
    }

    /// <summary>Makes those of a row the current ones.</summary>
    public void Restore(int row, int count)
    {
        Copy(keptPotential.View, (long)row * lanes, potential.View, 0, count);
        Copy(keptInternal.View, (long)row * lanes, @internal.View, 0, count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        keptInternal.Dispose();
        keptPotential.Dispose();
        @internal.Dispose();
        potential.Dispose();
    }

    private void Copy(ArrayView<T> source, long from, ArrayView<T> target, long to, int count) => source
        .SubView(from, count).CopyTo(device.Accelerator.DefaultStream, target.SubView(to, count));
}
