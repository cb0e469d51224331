using System.Reflection;
using System.Runtime.CompilerServices;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Integrators;

/// <summary>
/// The forward pass of devices with the adaptive integrator on the host's own cores, in place on the buffers of the CPU
/// accelerator: as many lanes at once as a vector register holds, each with steps of its own, so that a lane which is done
/// with an outer step goes on while its neighbours still are at theirs. The states of a lane do not depend on its neighbours;
/// they differ from the kernel's within rounding.
/// </summary>
internal static class HostDevices
{
    /// <summary>The forward pass with an outer step; none where it is another integrator's, the device is no host, or its model is not <see cref="ILanewise"/>.</summary>
    /// <param name="device">The compute device.</param>
    public static Action<Index1D, DeviceSequence<T, TDevice>, TStep, DeviceTape<T>, ArrayView<Spike>>? Load<T, TDevice, TStep>(ComputeDevice device)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, DeviceState<T>, Matrix2<T>>
    {
        Type? number = typeof(T) == typeof(Float32) ? typeof(float) : typeof(T) == typeof(Float64) ? typeof(double) : null;
        if (!device.IsHost || number is null || !typeof(ILanewise).IsAssignableFrom(typeof(TDevice))
            || typeof(TStep) != typeof(IntegratedStep<T, TDevice, DeviceState<T>, Matrix2<T>, Planar<T, TDevice, AdaptiveRosenbrock<T>>>))
        {
            return null;
        }

        Type lanes = typeof(HostLanes<>).MakeGenericType(number), model = typeof(TDevice).GetGenericTypeDefinition().MakeGenericType(lanes);
        MethodInfo load = typeof(HostDevices).GetMethod(nameof(Of), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (Action<Index1D, DeviceSequence<T, TDevice>, TStep, DeviceTape<T>, ArrayView<Spike>>)load
            .MakeGenericMethod(typeof(T), typeof(TDevice), lanes, model).Invoke(null, [device])!;
    }

    private static Action<Index1D, DeviceSequence<T, TDevice>, IntegratedStep<T, TDevice, DeviceState<T>, Matrix2<T>, Planar<T, TDevice, AdaptiveRosenbrock<T>>>, DeviceTape<T>, ArrayView<Spike>>
        Of<T, TDevice, TLanes, TLaneDevice>(ComputeDevice device)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, DeviceState<T>, Matrix2<T>>
        where TLanes : unmanaged, IReal<TLanes>
        where TLaneDevice : unmanaged, IDevice<TLaneDevice, TLanes, DeviceState<TLanes>, Matrix2<TLanes>>
    {
        if (Unsafe.SizeOf<TLaneDevice>() / Unsafe.SizeOf<TLanes>() != Unsafe.SizeOf<TDevice>() / Unsafe.SizeOf<T>())
            throw new InvalidOperationException($"{typeof(TDevice)} is not lanewise: it has fields that are not of its real number.");

        HostDevicePass<T, TDevice> pass = new();
        HostDeviceSlots<T, TDevice, TLanes, TLaneDevice>[] slots =
            [.. Enumerable.Range(0, device.Team.Cores).Select(_ => new HostDeviceSlots<T, TDevice, TLanes, TLaneDevice>(pass))];
        int width = Unsafe.SizeOf<TLanes>() / Unsafe.SizeOf<T>();
        return (lanes, sequence, step, states, spikes) =>
        {
            device.Synchronize();
            pass.Begin(sequence, step.Integrator.Integrator, states, spikes);
            device.Team.Share(Math.Min(slots.Length, (lanes + width - 1) / width), new Shares<T, TDevice, TLanes, TLaneDevice>(slots));
            pass.RequireEnded();
        };
    }

    /// <summary>The shares of the cores, each as long as there are lanes.</summary>
    private readonly struct Shares<T, TDevice, TLanes, TLaneDevice>(HostDeviceSlots<T, TDevice, TLanes, TLaneDevice>[] slots) : IHostWork
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, DeviceState<T>, Matrix2<T>>
        where TLanes : unmanaged, IReal<TLanes>
        where TLaneDevice : unmanaged, IDevice<TLaneDevice, TLanes, DeviceState<TLanes>, Matrix2<TLanes>>
    {
        public void Run(int begin, int end)
        {
            for (int core = begin; core < end; ++core)
                slots[core].Run();
        }
    }
}
