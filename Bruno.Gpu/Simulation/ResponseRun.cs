using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Simulation;

/// <summary>Runs devices of a type through stimuli; its kernel is compiled once.</summary>
internal sealed class ResponseRun<T, TDevice, TState, TMatrix>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    private readonly ComputeDevice device;
    private readonly Action<Index1D, ResponseSequence<T>, ArrayView<TDevice>, DeviceTape<T>, ArrayView<T>> respond;
    private readonly Action<Index1D, SequenceShape, ParameterView<TDevice>, DeviceTape<T>> start;

    /// <summary>Compiles the kernel.</summary>
    /// <param name="device">The compute device.</param>
    /// <param name="drive">What devices are driven by.</param>
    /// <param name="integrator">How an interval is integrated, as an outer step of 1 ms.</param>
    public ResponseRun(ComputeDevice device, DriveKind drive, IntegratorChoice integrator)
    {
        this.device = device;
        respond = drive == DriveKind.Current
            ? integrator.Use(new UnderCurrent(device))
            : integrator.Use(new UnderVoltage(device));
        start = device.Load<Action<Index1D, SequenceShape, ParameterView<TDevice>, DeviceTape<T>>>(DeviceStartKernel.Run<T, TDevice, TState, TMatrix>);
    }

    /// <summary>The states of so many lanes.</summary>
    public StatePlanes<T> States(int lanes) => new(device.Memory, TState.Count, lanes, MemoryPurpose.States);

    /// <summary>What devices answer, [devices, numbers of all traces], from where they start.</summary>
    public T[] Run(Responses<T> stimuli, TDevice[] devices)
    {
        using StatePlanes<T> states = States(devices.Length * stimuli.Traces);
        return Run(stimuli, devices, states, areStarted: false);
    }

    /// <summary>The same, from states on.</summary>
    /// <param name="stimuli">The stimuli.</param>
    /// <param name="devices">The devices.</param>
    /// <param name="states">Receives where they end, [devices, traces].</param>
    /// <param name="areStarted">Whether they have states; else they start.</param>
    public T[] Run(Responses<T> stimuli, TDevice[] devices, StatePlanes<T> states, bool areStarted)
    {
        int lanes = devices.Length * stimuli.Traces;
        using DeviceBuffer<TDevice> sets = device.Memory.Allocate<TDevice>(devices, MemoryPurpose.Devices);
        using DeviceBuffer<T> outputs = device.Memory.Allocate<T>((long)devices.Length * stimuli.Outputs, MemoryPurpose.Tape);
        if (!areStarted)
            start(lanes, new SequenceShape(1, lanes, 1, 0), new ParameterView<TDevice>(sets.View, 1, stimuli.Traces), states.View);
        respond(lanes, stimuli.View, sets.View, states.View, outputs.View);
        return outputs.Download();
    }

    private sealed record UnderCurrent(ComputeDevice Device) : IIntegratorUse<
        T, Stretched<TDevice, T, TState, TMatrix>, TState, TMatrix, Action<Index1D, ResponseSequence<T>, ArrayView<TDevice>, DeviceTape<T>, ArrayView<T>>>
    {
        public Action<Index1D, ResponseSequence<T>, ArrayView<TDevice>, DeviceTape<T>, ArrayView<T>> With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T, Stretched<TDevice, T, TState, TMatrix>, TState, TMatrix>
        {
            var kernel = Device.Load<Action<Index1D, ResponseSequence<T>, ArrayView<TDevice>, TIntegrator, DeviceTape<T>, ArrayView<T>>>(
                ResponseKernels.UnderCurrent<T, TDevice, TState, TMatrix, TIntegrator>);
            return (lanes, stimuli, devices, states, outputs) => kernel(lanes, stimuli, devices, integrator, states, outputs);
        }
    }

    private sealed record UnderVoltage(ComputeDevice Device) : IIntegratorUse<
        T, VoltageClamped<TDevice, T, TState, TMatrix>, TState, TMatrix, Action<Index1D, ResponseSequence<T>, ArrayView<TDevice>, DeviceTape<T>, ArrayView<T>>>
    {
        public Action<Index1D, ResponseSequence<T>, ArrayView<TDevice>, DeviceTape<T>, ArrayView<T>> With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T, VoltageClamped<TDevice, T, TState, TMatrix>, TState, TMatrix>
        {
            var kernel = Device.Load<Action<Index1D, ResponseSequence<T>, ArrayView<TDevice>, TIntegrator, DeviceTape<T>, ArrayView<T>>>(
                ResponseKernels.UnderVoltage<T, TDevice, TState, TMatrix, TIntegrator>);
            return (lanes, stimuli, devices, states, outputs) => kernel(lanes, stimuli, devices, integrator, states, outputs);
        }
    }
}
