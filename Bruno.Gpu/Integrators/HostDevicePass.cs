using System.Diagnostics;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Integrators;

/// <summary>What the cores share in a pass of <see cref="HostDevices"/>: input, output, and which lanes are not begun yet.</summary>
internal sealed class HostDevicePass<T, TDevice>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, DeviceState<T>, Matrix2<T>>
{
    private DeviceSequence<T, TDevice> sequence;
    private DeviceTape<T> states;
    private ArrayView<Spike> spikes;
    private int begun, ended;

    /// <summary>The integrator.</summary>
    public AdaptiveRosenbrock<T> Integrator { get; private set; }

    /// <summary>Outer steps of the window.</summary>
    public int Steps => sequence.Shape.Steps;

    /// <summary>Begins a pass.</summary>
    /// <param name="ofPass">Devices, input, and the tape that receives the states.</param>
    /// <param name="integrator">The integrator.</param>
    /// <param name="before">The states before the window; receives those after it.</param>
    /// <param name="fired">Receives the spikes.</param>
    public void Begin(DeviceSequence<T, TDevice> ofPass, AdaptiveRosenbrock<T> integrator, DeviceTape<T> before, ArrayView<Spike> fired)
    {
        (sequence, Integrator, states, spikes) = (ofPass, integrator, before, fired);
        (begun, ended) = (0, 0);
    }

    /// <summary>The number of a lane that no one else has; negative when there is none.</summary>
    public int NextLane()
    {
        int lane = Interlocked.Increment(ref begun) - 1;
        return lane < sequence.Shape.Lanes ? lane : -1;
    }

    /// <summary>The device of a lane.</summary>
    public TDevice DeviceOf(int lane) => sequence.DeviceOf(lane);

    /// <summary>The state that a lane begins with, which is stored.</summary>
    public DeviceState<T> BeginLane(TDevice device, int lane)
    {
        DeviceState<T> state = states[lane];
        sequence.Tape.Store<TDevice, DeviceState<T>, Matrix2<T>>(device, lane, state);
        return state;
    }

    /// <summary>The current of an outer step, nA.</summary>
    public T CurrentAt(int lane, int step) => sequence.CurrentAt(step * sequence.Shape.Lanes + lane);

    /// <summary>Stores the state after an outer step.</summary>
    public void Store(TDevice device, int lane, int step, DeviceState<T> state)
    {
        int index = step * sequence.Shape.Lanes + lane;
        sequence.Tape.Store<TDevice, DeviceState<T>, Matrix2<T>>(device, index + sequence.Shape.Lanes, state);
        spikes[index] = new Spike(device.Fires(state));
    }

    /// <summary>Stores the state after the window.</summary>
    public void EndLane(int lane, DeviceState<T> state)
    {
        states.Store(lane, state);
        CountEnded();
    }

    /// <summary>The pass has ended.</summary>
    [Conditional(Invariant.Symbol)]
    public void RequireEnded() => Invariant.Holds(ended == sequence.Shape.Lanes, "Every lane is gone through, once");

    [Conditional(Invariant.Symbol)]
    private void CountEnded() => Interlocked.Increment(ref ended);
}
