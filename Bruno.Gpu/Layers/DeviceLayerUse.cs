using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Layers;

/// <summary>Puts devices into a network, as its next layer; the result is the stack.</summary>
/// <param name="name">What they are called.</param>
/// <param name="stack">The network.</param>
/// <param name="options">How they are run and differentiated.</param>
/// <param name="active">When they vary, where they do.</param>
/// <param name="draw">The parameters of some chips, [chips, neurons], from the chips' seeds; none where nothing varies.</param>
/// <param name="model">Their model.</param>
/// <param name="trained">Where they come from if some of their parameters are trained.</param>
internal sealed class DeviceLayerUse<T>(
    string name, LayerStack<T> stack, DeviceLayerOptions options, ActivePhase active = ActivePhase.Both,
    Func<IReadOnlyList<ulong>, DrawnParameters>? draw = null, IDeviceModel? model = null,
    DeviceOrigin? trained = null)
    : IDeviceUse<T, LayerStack<T>>
    where T : unmanaged, IReal<T>
{
    /// <summary>Their recurrent synapses in the layer of a name, or none.</summary>
    public Func<string, RecurrentOptions?>? Recurrent { get; init; }

    public LayerStack<T> With<TDevice, TState, TMatrix>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        DeviceVariation<TDevice>? variation = draw is null || model is null
            ? null
            : new(active, chips => model.Use(draw(chips), new CollectedDevices<T, TDevice>()), draw);
        stack.AddDevices<T, TDevice, TState, TMatrix>(name, devices, options, variation, trained is null ? null : context => trained.Of<T, TDevice, TState, TMatrix>(options, context), Recurrent);
        return stack;
    }
}
