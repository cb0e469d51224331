using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>A layer of devices of any model, seen through the states that it stores.</summary>
internal interface IDeviceTape<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>The states after each step and, first, the start; empty where they are stored in 16 bits.</summary>
    DeviceTape<T> Tape { get; }

    /// <summary>Of recurrent devices, the drives of the window at hand; of others, whose input it is, empty.</summary>
    ArrayView<T> Drive { get; }
}
