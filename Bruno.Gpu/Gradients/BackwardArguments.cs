using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Gradients;

/// <summary>What every backward pass of a layer of devices reads and writes; see <see cref="DeviceBackwardKernel"/>.</summary>
public readonly record struct BackwardArguments<T, TDevice>(
    SequenceShape Shape,
    ParameterView<TDevice> Devices,
    Surrogate<T> Surrogate,
    T CurrentUnit,
    Signal<T> Input,
    DeviceTape<T> Tape,
    ArrayView<T> Adjoints,
    StateAdjoints<T> StateAdjoints,
    StateAdjoints<T> StartAdjoints)
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T>;
