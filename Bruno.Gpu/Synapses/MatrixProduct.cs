using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Synapses;

/// <summary>Chooses the products for a device.</summary>
internal static class MatrixProduct
{
    /// <summary>
    /// Host code where the buffers are host memory; on a GPU tiled kernels, or the portable ones where a driver cannot compile the
    /// tiled ones or computes wrong results with them.
    /// </summary>
    public static IMatrixProduct<T> For<T>(ComputeDevice device)
        where T : unmanaged, IReal<T>
    {
        if (!device.IsHost)
            return Tiled<T>(device) ?? new DeviceMatrixProduct<T>(device);
        return typeof(T) == typeof(Float32)
            ? new HostMatrixProduct<T, float>(device)
            : new HostMatrixProduct<T, double>(device);
    }

    /// <summary>
    /// The products of <see cref="For"/>, with cuBLAS for what it can do where it is installed; see
    /// <see cref="LibraryMatrixProduct{T}"/> for what that costs.
    /// </summary>
    public static IMatrixProduct<T> WithLibrary<T>(ComputeDevice device)
        where T : unmanaged, IReal<T>
    {
        IMatrixProduct<T> kernels = For<T>(device);
        return CuBlasProduct<T>.On(device) is { } library ? new LibraryMatrixProduct<T>(kernels, library) : kernels;
    }

    /// <summary>The tiled products, or null where they cannot be used.</summary>
    internal static IMatrixProduct<T>? Tiled<T>(ComputeDevice device)
        where T : unmanaged, IReal<T>
    {
        if (!TiledMatrixProduct<T>.Fits(device))
            return null;
        try
        {
            TiledMatrixProduct<T> tiled = new(device);
            return device.IsPlan || MatrixProductCheck.IsRight(device, tiled) ? tiled : null;
        }
        catch (Exception exception)
            when (exception is AcceleratorException or InternalCompilerException or NotSupportedException
                or BrunoException { ExitCode: ExitCode.DeviceUnavailable or ExitCode.CheckFailed })
        {
            // A driver that does not take these kernels, or code of them that was refused, leaves the portable ones.
            return null;
        }
    }
}
