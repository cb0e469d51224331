using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Integrators;

/// <summary>
/// One core's share of a pass of <see cref="HostDevices"/>: as many slots as a vector has numbers, each with a lane that it
/// takes through the whole window before it takes another.
/// </summary>
/// <param name="pass">The pass.</param>
internal sealed unsafe class HostDeviceSlots<T, TDevice, TLanes, TLaneDevice>(HostDevicePass<T, TDevice> pass)
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, DeviceState<T>, Matrix2<T>>
    where TLanes : unmanaged, IReal<TLanes>
    where TLaneDevice : unmanaged, IDevice<TLaneDevice, TLanes, DeviceState<TLanes>, Matrix2<TLanes>>
{
    private static readonly int Width = sizeof(TLanes) / sizeof(T);

    private readonly TDevice[] devices = new TDevice[Width];
    private readonly int[] lanes = new int[Width];
    private readonly int[] steps = new int[Width];
    private readonly int[] trials = new int[Width];
    private AdaptiveRosenbrock<T> integrator;
    private TLaneDevice laneDevice;
    private TLanes potential;
    private TLanes @internal;
    private TLanes current;
    private TLanes remaining;
    private TLanes next;

    /// <summary>Works until no lanes are left.</summary>
    public void Run()
    {
        integrator = pass.Integrator;
        StepSizeController<TLanes> control = new(
            TLanes.From(T.ToDouble(integrator.Control.Step)), TLanes.From(T.ToDouble(integrator.Control.Tolerance)));
        int active = 0;
        for (int slot = 0; slot < Width; ++slot)
            active += TakeLane(slot) ? 1 : 0;
        while (active > 0)
        {
            LaneTrial<TLanes> trial = LaneTrial<TLanes>.Try(laneDevice, potential, @internal, current, remaining, next, control);
            TLanes taken = trial.Taken, nextOnes = trial.Next, potentials = trial.Potential, internals = trial.Internal;
            for (int slot = 0; slot < Width; ++slot)
            {
                if (lanes[slot] < 0)
                    continue;
                T length = At(ref taken, slot);
                if (--trials[slot] <= 0 || length < T.From(0))
                {
                    StepAlone(slot);
                }
                else
                {
                    At(ref next, slot) = At(ref nextOnes, slot);
                    if (!(length > T.From(0)))
                        continue;
                    At(ref potential, slot) = At(ref potentials, slot);
                    At(ref @internal, slot) = At(ref internals, slot);
                    At(ref remaining, slot) -= length;
                }

                if (At(ref remaining, slot) > T.From(0) && !devices[slot].Fires(StateOf(slot)))
                    continue;
                pass.Store(devices[slot], lanes[slot], steps[slot]++, StateOf(slot));
                if (!Enter(slot) && !TakeLane(slot))
                    --active;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At(ref TLanes numbers, int slot) => ref Unsafe.Add(ref Unsafe.As<TLanes, T>(ref numbers), slot);

    private DeviceState<T> StateOf(int slot) => new(At(ref potential, slot), At(ref @internal, slot));

    /// <summary>One accepted step of one lane by the integrator itself, for all that is rare.</summary>
    private void StepAlone(int slot)
    {
        TDevice device = devices[slot];
        StepOutcome<T> outcome = integrator.Step(
            device, At(ref potential, slot), At(ref @internal, slot), At(ref current, slot),
            StiffDirection.VoltsPerInternal<TDevice, T>(device), At(ref remaining, slot), At(ref next, slot), ref trials[slot]);
        At(ref potential, slot) = outcome.Potential;
        At(ref @internal, slot) = outcome.Internal;
        At(ref next, slot) = outcome.Next;
        At(ref remaining, slot) -= outcome.Taken;
    }

    /// <summary>Gives a slot another lane with something to integrate; false where none is left.</summary>
    private bool TakeLane(int slot)
    {
        for (int lane = pass.NextLane(); lane >= 0; lane = pass.NextLane())
        {
            TDevice device = pass.DeviceOf(lane);
            devices[slot] = device;
            for (int field = 0; field < sizeof(TDevice) / sizeof(T); ++field)
                Unsafe.Add(ref Unsafe.As<TLaneDevice, T>(ref laneDevice), field * Width + slot) = Unsafe.Add(ref Unsafe.As<TDevice, T>(ref device), field);
            lanes[slot] = lane;
            steps[slot] = 0;
            SetState(slot, pass.BeginLane(device, lane));
            if (Enter(slot))
                return true;
        }

        lanes[slot] = -1;
        return false;
    }

    /// <summary>Begins a slot's next outer step that is not spent in reset; false at the end of the window.</summary>
    private bool Enter(int slot)
    {
        TDevice device = devices[slot];
        int lane = lanes[slot];
        for (; steps[slot] < pass.Steps; ++steps[slot])
        {
            if (!device.Fires(StateOf(slot)))
            {
                At(ref current, slot) = pass.CurrentAt(lane, steps[slot]);
                At(ref remaining, slot) = integrator.Control.Step;
                At(ref next, slot) = T.From(0);
                trials[slot] = AdaptiveRosenbrock<T>.MaxTrials;
                return true;
            }

            SetState(slot, device.Reset(StateOf(slot)));
            pass.Store(device, lane, steps[slot], StateOf(slot));
        }

        pass.EndLane(lane, StateOf(slot));
        return false;
    }

    private void SetState(int slot, DeviceState<T> state)
    {
        At(ref potential, slot) = state.Potential;
        At(ref @internal, slot) = state.Internal;
    }
}
