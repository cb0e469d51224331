using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Sequences;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Layers;

/// <summary>States of a layer that are no longer numbers: noticed on the compute device, explained on the host.</summary>
/// <param name="device">The compute device.</param>
/// <param name="options">How the layer is run.</param>
internal sealed class LostStates<T, TDevice, TState, TMatrix>(ComputeDevice device, DeviceLayerOptions options)
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    private static readonly T Largest = T.From(typeof(T) == typeof(Float32) ? float.MaxValue : double.MaxValue);

    private readonly Action<Index1D, ArrayView<T>, ArrayView<T>, int, int, T, ArrayView<int>> see =
        device.Load<Action<Index1D, ArrayView<T>, ArrayView<T>, int, int, T, ArrayView<int>>>(StateWatchKernel.Run);

    /// <summary>Notices whether one of some states is not finite.</summary>
    public void See(DeviceTape<T> states, int lanes, ArrayView<int> lost)
    {
        int stride = TState.Count > 1 ? (int)(states.Internal.Length / (TState.Count - 1)) : 0;
        // A kernel takes no empty view.
        see(lanes, states.Potential, TState.Count > 1 ? states.Internal : states.Potential, TState.Count, stride, Largest, lost);
    }

    /// <summary>Why the first state of a window is lost that follows a finite one at a finite current; none where there is none such.</summary>
    /// <param name="tape">The states on the tape, a plane a variable.</param>
    /// <param name="input">The input of the window.</param>
    /// <param name="devices">The devices, one or one a neuron.</param>
    /// <param name="window">The window.</param>
    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="layer">Its name.</param>
    public RateFaultException? Explain(T[] tape, Signal<T> input, TDevice[] devices, TimeWindow window, int neurons, string layer)
    {
        if (options.Source is not { } source)
            return null;
        int lanes = window.Batch * neurons, stride = tape.Length / TState.Count, first = window.Offset * lanes;
        T[] signal = Download(input);
        for (int index = 0; index < window.Steps * lanes; ++index)
        {
            TState before = StateAt(first + index);
            T current = signal[index] * T.From(options.CurrentUnitAmpere * 1e9);
            if (IsFinite(StateAt(first + index + lanes)) || !IsFinite(before) || !double.IsFinite(T.ToDouble(current)))
                continue;
            int lane = index % lanes, step = window.Begin + index / lanes;
            string where = string.Create(
                CultureInfo.InvariantCulture,
                $"in outer step {step + 1}, from {step * options.OuterStepMilliseconds:G6} ms on, of neuron {lane % neurons} of layer {layer} (element {lane / neurons} of the batch)");
            return RateDiagnosis.Explain<T, TDevice, TState, TMatrix>(source, devices[devices.Length > 1 ? lane % neurons : 0], before, current, options.OuterStepMilliseconds, where);
        }

        return null;

        TState StateAt(int index)
        {
            TState state = TState.All(tape[index]);
            for (int i = 1; i < TState.Count; ++i)
                state = state.With(i, tape[i * stride + index]);
            return state;
        }
    }

    private static bool IsFinite(TState state)
    {
        for (int i = 0; i < TState.Count; ++i)
        {
            if (!double.IsFinite(T.ToDouble(state[i])))
                return false;
        }

        return true;
    }

    private static T[] Download(Signal<T> signal)
    {
        if (!signal.IsSpiking)
            return Copy(signal.Values);
        return Array.ConvertAll(Copy(signal.Spikes), spike => T.From(spike.Count));
    }

    private static TElement[] Copy<TElement>(ArrayView<TElement> view)
        where TElement : unmanaged
    {
        TElement[] elements = new TElement[view.Length];
        view.CopyToCPU(elements);
        return elements;
    }
}
