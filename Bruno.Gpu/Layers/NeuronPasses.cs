using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Layers;

/// <summary>
/// The passes of a layer of neurons as they are fastest on a compute device. With recurrent synapses whose weights stay as they are
/// through a window: on the host all steps of a batch element in one go, on a GPU one launch with a group a batch element; for many
/// neurons, and where weights differ from step to step, two launches a step, which nobody waits for.
/// </summary>
internal sealed class NeuronPasses<T, TNeuron>
    where T : unmanaged, IReal<T>
    where TNeuron : struct, INeuron<TNeuron, T>
{
    /// <summary>The most neurons of a group that goes through the window in one launch: more have a GPU to share.</summary>
    private const int LargestGroupedLayer = 1024;

    /// <summary>The most threads of a group: more would have too few registers each.</summary>
    private const int LargestGroup = 256;

    private readonly HostNeurons<T, TNeuron>? host;
    private readonly Action<Index1D, NeuronSequence<T, TNeuron>, StepRange, DeviceTape<T>> forward;
    private readonly Action<Index1D, NeuronSequence<T, TNeuron>, StepRange, NeuronAdjoints<T>> backward;
    private readonly Action<KernelConfig, NeuronSequence<T, TNeuron>, RecurrentWeights<T>, Signal<T>, ArrayView<T>, DeviceTape<T>>? forwardInGroups;
    private readonly Action<KernelConfig, NeuronSequence<T, TNeuron>, RecurrentWeights<T>, ArrayView<T>, NeuronAdjoints<T>>? backwardInGroups;
    private readonly RecurrentSynapses<T>? recurrent;
    private readonly int group;

    /// <summary>Compiles them.</summary>
    /// <param name="device">The compute device.</param>
    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="lanes">Batch elements times neurons, at most.</param>
    /// <param name="recurrent">Synapses among the neurons, or none.</param>
    public NeuronPasses(ComputeDevice device, int neurons, int lanes, RecurrentSynapses<T>? recurrent)
    {
        this.recurrent = recurrent;
        host = device.IsHost && device.HostGroup is null ? HostNeurons<T, TNeuron>.On(device) : null;
        forward = device.LoadLong<Action<Index1D, NeuronSequence<T, TNeuron>, StepRange, DeviceTape<T>>>(NeuronKernels.Forward, lanes);
        backward = device.LoadLong<Action<Index1D, NeuronSequence<T, TNeuron>, StepRange, NeuronAdjoints<T>>>(NeuronKernels.Backward, lanes);
        if (recurrent is null || host is not null || neurons > LargestGroupedLayer)
            return;
        int warp = device.Accelerator.WarpSize;
        group = Math.Min((neurons + warp - 1) / warp * warp, Math.Min(LargestGroup, device.Accelerator.MaxNumThreadsPerGroup));
        forwardInGroups = device.LoadGrouped<
            Action<KernelConfig, NeuronSequence<T, TNeuron>, RecurrentWeights<T>, Signal<T>, ArrayView<T>, DeviceTape<T>>>(
            RecurrentGroupKernels.Forward<T, TNeuron>);
        backwardInGroups = device.LoadGrouped<
            Action<KernelConfig, NeuronSequence<T, TNeuron>, RecurrentWeights<T>, ArrayView<T>, NeuronAdjoints<T>>>(
            RecurrentGroupKernels.Backward<T, TNeuron>);
    }

    private bool IsInOneGo => recurrent is { VaryByStep: false } && (host is not null || forwardInGroups is not null);

    /// <summary>The forward pass of a window whose row 0 is there.</summary>
    /// <param name="sequence">The window.</param>
    /// <param name="input">Its input.</param>
    /// <param name="window">Where it is.</param>
    /// <param name="current">Receives the states after it.</param>
    public void Forward(NeuronSequence<T, TNeuron> sequence, Signal<T> input, TimeWindow window, DeviceTape<T> current)
    {
        if (recurrent is null)
            Forward(sequence, new StepRange(0, window.Steps), current);
        else if (!IsInOneGo)
        {
            for (int step = 0; step < window.Steps; ++step)
            {
                StepRange one = new(step, step + 1);
                recurrent.Drive(input, sequence.Fired, window, one);
                Forward(sequence, one, current);
            }
        }
        else if (host is not null)
            host.ForwardRecurrent(sequence, recurrent.Weights, input, recurrent.Drives, current);
        else
            forwardInGroups!(new(window.Batch, group), sequence, recurrent.Weights, input, recurrent.Drives, current);
    }

    /// <summary>The backward pass of a window.</summary>
    /// <param name="sequence">The window.</param>
    /// <param name="window">Where it is.</param>
    /// <param name="adjoints">How, and what is turned into each other.</param>
    public void Backward(NeuronSequence<T, TNeuron> sequence, TimeWindow window, NeuronAdjoints<T> adjoints)
    {
        if (recurrent is null)
            Backward(sequence, new StepRange(0, window.Steps), adjoints);
        else if (!IsInOneGo)
        {
            for (int step = window.Steps - 1; step >= 0; --step)
            {
                recurrent.AddToAdjoint(adjoints.Outputs, window, step);
                Backward(sequence, new StepRange(step, step + 1), adjoints);
            }
        }
        else if (host is not null)
            host.BackwardRecurrent(sequence, recurrent.Transposed, recurrent.Later, adjoints);
        else
            backwardInGroups!(new(window.Batch, group), sequence, recurrent.Transposed, recurrent.Later, adjoints);

        recurrent?.EndWindow(sequence.Fired, adjoints.Outputs, window);
    }

    private void Forward(NeuronSequence<T, TNeuron> sequence, StepRange steps, DeviceTape<T> current)
    {
        if (host is not null)
            host.Forward(sequence, steps, current);
        else
            forward(sequence.Shape.Lanes, sequence, steps, current);
    }

    private void Backward(NeuronSequence<T, TNeuron> sequence, StepRange steps, NeuronAdjoints<T> adjoints)
    {
        if (host is not null)
            host.Backward(sequence, steps, adjoints);
        else
            backward(sequence.Shape.Lanes, sequence, steps, adjoints);
    }
}
