using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;

namespace Bruno.Gpu.Training;

/// <summary>What a run will take of device memory, computed from the sizes of its buffers before any is allocated.</summary>
/// <param name="Bytes">All of it; also the peak, because nothing is allocated while training.</param>
/// <param name="ByPurpose">Bytes by purpose.</param>
/// <param name="Available">What may be used, bytes.</param>
/// <param name="LargestElements">Elements of the longest array.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="Steps">Outer steps of the longest sequence.</param>
/// <param name="Batch">Batch elements.</param>
/// <param name="Window">Outer steps whose currents and adjoints exist at once.</param>
/// <param name="TapeSteps">Outer steps that the tape holds at once.</param>
internal sealed record MemoryPlan(
    long Bytes, IReadOnlyDictionary<string, long> ByPurpose, long Available, long LargestElements, int Parameters, int Steps,
    int Batch, int Window, int TapeSteps)
{
    /// <summary>How long the run will take; none where that was not measured.</summary>
    public TimeEstimate? Time { get; init; }

    /// <summary>Whether the run can be started.</summary>
    public bool Fits => Bytes <= Available && LargestElements <= int.MaxValue;

    /// <summary>What is allocated now on a device, or on its plan, for a network and what goes with it.</summary>
    public static MemoryPlan Of<T>(ComputeDevice device, Network<T> network)
        where T : unmanaged, IReal<T> => new(
        device.Memory.Bytes, BytesByPurpose(device.Memory), device.Memory.Limit, device.Memory.LargestElements,
        network.Parameters.Length, network.Capacity.Steps, network.Capacity.Batch, network.Plan.Window, network.Plan.TapeSteps);

    /// <summary>Bytes by purpose, of what is allocated now.</summary>
    public static IReadOnlyDictionary<string, long> BytesByPurpose(DeviceMemory memory) =>
        Enum.GetValues<MemoryPurpose>().ToDictionary(purpose => purpose.ToString().ToLowerInvariant(), memory.BytesFor);

    /// <exception cref="DeviceMemoryExceededException">The run does not fit.</exception>
    public void RequireFit()
    {
        if (LargestElements > int.MaxValue)
            throw new DeviceMemoryExceededException(LargestElements);
        if (Bytes > Available)
            throw new DeviceMemoryExceededException(Bytes, Available);
    }
}
