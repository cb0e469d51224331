using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Layers;

/// <summary>Copies of signals on the host.</summary>
internal static class SignalCopy
{
    /// <summary>The first elements of a signal: a spike counts 1. Waits for the device.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="length">How many elements.</param>
    public static double[] Of<T>(Signal<T> signal, int length)
        where T : unmanaged, IReal<T> => signal.IsSpiking
            ? Array.ConvertAll(Of(signal.Spikes, length), spike => (double)spike.Count)
            : Array.ConvertAll(Of(signal.Values, length), T.ToDouble);

    /// <summary>The first elements of a view; waits for the device.</summary>
    /// <param name="view">The view.</param>
    /// <param name="length">How many elements.</param>
    public static TElement[] Of<TElement>(ArrayView<TElement> view, int length)
        where TElement : unmanaged
    {
        TElement[] elements = new TElement[length];
        if (length > 0)
            view.SubView(0, length).CopyToCPU(elements);
        return elements;
    }
}
