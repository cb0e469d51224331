using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Conformance;

/// <summary>Moves arrays of the files to views of the device and back.</summary>
internal static class ConformanceBuffers
{
    public static void Upload<T>(ArrayView<T> target, AcceleratorStream stream, double[] values)
        where T : unmanaged, IReal<T>
    {
        ReadOnlySpan<T> source = Array.ConvertAll(values, T.From);
        target.SubView(0, values.Length).CopyFromCPU(stream, in source);
    }

    public static double[] Download<T>(ArrayView<T> source, AcceleratorStream stream, int length, int skip = 0)
        where T : unmanaged, IReal<T>
    {
        T[] values = new T[length];
        source.SubView(skip, length).CopyToCPU(stream, values);
        return Array.ConvertAll(values, T.ToDouble);
    }

    public static double[] Download(ArrayView<Spike> source, AcceleratorStream stream, int length)
    {
        Spike[] values = new Spike[length];
        source.SubView(0, length).CopyToCPU(stream, values);
        return Array.ConvertAll(values, spike => (double)spike.Count);
    }
}
