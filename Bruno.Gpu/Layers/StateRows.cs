using System.Diagnostics;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Layers;

/// <summary>The states that the neurons of a layer are in, and rows of earlier ones that were kept.</summary>
/// <param name="device">The compute device.</param>
/// <param name="variables">How many variables a state has.</param>
/// <param name="lanes">Batch elements times neurons, at most.</param>
/// <param name="rows">How many earlier ones may be kept.</param>
internal sealed class StateRows<T>(ComputeDevice device, int variables, int lanes, int rows) : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly StatePlanes<T> current = new(device.Memory, variables, lanes, MemoryPurpose.States);
    private readonly StatePlanes<T> kept = new(device.Memory, variables, (long)lanes * rows, MemoryPurpose.Tape);

    /// <summary>The states the neurons are in, [batch, neurons].</summary>
    public DeviceTape<T> Current => current.View;

    /// <summary>Keeps the current states in a row.</summary>
    public void Keep(int row, int count)
    {
        RequireRow(row, count);
        current.CopyTo(0, kept, (long)row * lanes, count, device.Accelerator.DefaultStream);
    }

    /// <summary>Makes those of a row the current ones.</summary>
    public void Restore(int row, int count)
    {
        RequireRow(row, count);
        kept.CopyTo((long)row * lanes, current, 0, count, device.Accelerator.DefaultStream);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        kept.Dispose();
        current.Dispose();
    }

    [Conditional(Invariant.Symbol)]
    private void RequireRow(int row, int count)
    {
        Invariant.Holds(row >= 0 && row < rows, "States are kept in a row that there is room for");
        Invariant.Holds(count > 0 && count <= lanes, "A row has room for all lanes");
    }
}
