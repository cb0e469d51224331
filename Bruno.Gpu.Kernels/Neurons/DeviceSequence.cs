using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>What every pass of a layer of devices over a window of time reads: the devices, their input, their states.</summary>
/// <param name="shape">The shape of the window.</param>
/// <param name="devices">The devices.</param>
/// <param name="currentUnit">nA a unit of input.</param>
/// <param name="input">Input currents, [steps, batch, neurons].</param>
/// <param name="tape">The states: row 0 before the window, row k + 1 after its step k.</param>
public readonly struct DeviceSequence<TReal, TDevice>(
    SequenceShape shape, ParameterView<TDevice> devices, TReal currentUnit, Signal<TReal> input, UndersampledTape<TReal> tape)
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged
{
    /// <summary>The shape of the window.</summary>
    public readonly SequenceShape Shape = shape;

    /// <summary>The states: row 0 before the window, row k + 1 after its step k.</summary>
    public readonly UndersampledTape<TReal> Tape = tape;

    private readonly ParameterView<TDevice> devices = devices;
    private readonly TReal currentUnit = currentUnit;
    private readonly Signal<TReal> input = input;

    /// <summary>nA a unit of input.</summary>
    public TReal CurrentUnit => currentUnit;

    /// <summary>The same with the states from an element of the tape on; for the host.</summary>
    public DeviceSequence<TReal, TDevice> After(long element) => new(Shape, devices, currentUnit, input, Tape.From(element));

    /// <summary>The same window with other devices; for the host.</summary>
    public DeviceSequence<TReal, TOther> With<TOther>(ParameterView<TOther> others)
        where TOther : unmanaged => new(Shape, others, currentUnit, input, Tape);

    /// <summary>The device of a lane.</summary>
    public TDevice DeviceOf(int lane) => devices.OfLane(lane, Shape.Neurons);

    /// <summary>The current at an index of the window, nA.</summary>
    public TReal CurrentAt(int index) => input[index] * currentUnit;
}
