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
    private readonly Action<Index1D, ArrayView<T>, ArrayView<T>, int, int, T, ArrayView<int>> see =
        device.Load<Action<Index1D, ArrayView<T>, ArrayView<T>, int, int, T, ArrayView<int>>>(StateWatchKernel.Run);

    /// <summary>Notices whether one of some states is not finite.</summary>
    public void See(DeviceTape<T> states, int lanes, ArrayView<int> lost)
    {
        int stride = TState.Count > 1 ? (int)(states.Internal.Length / (TState.Count - 1)) : 0;
        // A kernel takes no empty view.
        see(lanes, states.Potential, TState.Count > 1 ? states.Internal : states.Potential, TState.Count, stride, LargestNumber.Of<T>(), lost);
    }

    /// <summary>The first state of a window that is not finite; none where all are.</summary>
    /// <param name="tape">The states on the tape, a plane a variable.</param>
    /// <param name="window">The window.</param>
    /// <param name="neurons">Neurons of the layer.</param>
    public LostState? Find(T[] tape, TimeWindow window, int neurons)
    {
        int lanes = window.Batch * neurons, first = (window.Offset + 1) * lanes;
        for (int index = 0; index < window.Steps * lanes; ++index)
        {
            TState state = StateAt(tape, first + index);
            for (int i = 0; i < TState.Count; ++i)
            {
                if (!double.IsFinite(T.ToDouble(state[i])))
                    return new(index / lanes, index % lanes, NameOf(i), T.ToDouble(state[i]));
            }
        }

        return null;
    }

    /// <summary>Why a state is lost that follows a finite one at a finite current; none where that is not so.</summary>
    /// <param name="tape">The states on the tape, a plane a variable.</param>
    /// <param name="current">The current of that step, nA.</param>
    /// <param name="devices">The devices, one or one a neuron.</param>
    /// <param name="window">The window.</param>
    /// <param name="lost">The state.</param>
    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="layer">Its name.</param>
    public RateFaultException? Explain(T[] tape, T current, TDevice[] devices, TimeWindow window, LostState lost, int neurons, string layer)
    {
        if (options.Source is not { } source)
            return null;
        TState before = StateAt(tape, (window.Offset + lost.Step) * window.Batch * neurons + lost.Lane);
        if (!IsFinite(before) || !double.IsFinite(T.ToDouble(current)))
            return null;
        int step = window.Begin + lost.Step, neuron = lost.Lane % neurons;
        string where = string.Create(
            CultureInfo.InvariantCulture,
            $"in outer step {step + 1}, from {step * options.OuterStepMilliseconds:G6} ms on, of neuron {neuron} of layer {layer} (element {lost.Lane / neurons} of the batch)");
        return RateDiagnosis.Explain<T, TDevice, TState, TMatrix>(source, devices[devices.Length > 1 ? neuron : 0], before, current, options.OuterStepMilliseconds, where);
    }

    private static TState StateAt(T[] tape, int index)
    {
        int stride = tape.Length / TState.Count;
        TState state = TState.All(tape[index]);
        for (int i = 1; i < TState.Count; ++i)
            state = state.With(i, tape[i * stride + index]);
        return state;
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

    private string NameOf(int variable) =>
        options.Source is { } source ? source.Model.Variables[variable].Symbol : variable == 0 ? "V" : string.Create(CultureInfo.InvariantCulture, $"internal variable {variable}");
}
