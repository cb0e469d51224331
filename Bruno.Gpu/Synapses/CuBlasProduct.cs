using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.Cuda.API;

namespace Bruno.Gpu.Synapses;

/// <summary>The matrix product of cuBLAS, in full precision.</summary>
internal sealed class CuBlasProduct<T> : IColumnMajorProduct<T>
    where T : unmanaged, IReal<T>
{
    private readonly CuBlas library;

    private CuBlasProduct(CuBlas library) => this.library = library;

    /// <summary>
    /// cuBLAS on a device, which keeps it; null where the device is not CUDA's, or no version of the library that ILGPU
    /// knows is installed.
    /// </summary>
    public static CuBlasProduct<T>? On(ComputeDevice device)
    {
        if (device.IsPlan || device.Accelerator is not CudaAccelerator accelerator)
            return null;
        foreach (CuBlasAPIVersion version in Enum.GetValues<CuBlasAPIVersion>().OrderDescending())
        {
            try
            {
                return new CuBlasProduct<T>(device.Own(() => new CuBlas(accelerator, version)));
            }
            catch (Exception exception)
                when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or NotSupportedException or CuBlasException)
            {
                // Another version may be installed.
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Multiply(int m, int n, int k, ColumnMajor<T> a, ColumnMajor<T> b, bool adds, ArrayView<T> c)
    {
        if (typeof(T) == typeof(Float32))
        {
            library.Gemm(
                Operation(a), Operation(b), m, n, k, 1f, a.Elements.Cast<float>(), a.Stride, b.Elements.Cast<float>(), b.Stride,
                adds ? 1f : 0f, c.Cast<float>(), m);
        }
        else
        {
            library.Gemm(
                Operation(a), Operation(b), m, n, k, 1d, a.Elements.Cast<double>(), a.Stride, b.Elements.Cast<double>(), b.Stride,
                adds ? 1d : 0d, c.Cast<double>(), m);
        }
    }

    private static CuBlasOperation Operation(ColumnMajor<T> matrix) =>
        matrix.Transposed ? CuBlasOperation.Transpose : CuBlasOperation.NonTranspose;
}
