using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Synapses;

/// <summary>Chooses the products for a device.</summary>
public static class MatrixProduct
{
    /// <summary>Host code where the buffers are host memory, kernels elsewhere.</summary>
    public static IMatrixProduct<T> For<T>(ComputeDevice device)
        where T : unmanaged, IReal<T>
    {
        if (!device.IsHost)
            return new DeviceMatrixProduct<T>(device);
        return typeof(T) == typeof(Float32)
            ? new HostMatrixProduct<T, float>(device)
            : new HostMatrixProduct<T, double>(device);
    }
}
