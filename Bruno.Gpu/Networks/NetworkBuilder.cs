using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Networks;

/// <summary>Stacks layers and builds the network: first all parameters are declared, then all buffers allocated.</summary>
/// <param name="device">Where it will live.</param>
/// <param name="inputs">Channels of its input.</param>
/// <param name="timing">When a layer reads its predecessor.</param>
internal sealed class NetworkBuilder<T>(ComputeDevice device, int inputs, LayerTiming timing = LayerTiming.Aligned)
    : LayerStack<T>(device, inputs)
    where T : unmanaged, IReal<T>
{
    /// <summary>
    /// Allocates the network for passes up to a capacity, which are not cut in time but where its routes end.
    /// </summary>
    /// <exception cref="DeviceMemoryExceededException">It does not fit.</exception>
    public Network<T> Build(SequenceExtent capacity) =>
        Build(capacity, new TimePlan(capacity.Steps, capacity.Steps, [], Routes.ForgetEvery));

    /// <summary>Allocates the network for passes up to a capacity, cut in time by a plan.</summary>
    /// <exception cref="DeviceMemoryExceededException">It does not fit.</exception>
    public Network<T> Build(SequenceExtent capacity, TimePlan plan) => Device.Memory.AllOrNothing(() =>
    {
        // What layers allocate a step, in products of units and batch elements, fits 32 bits then.
        foreach (int units in Widths)
            _ = ArrayLength.Of(units, capacity.Batch);
        ParameterStore<T> parameters = new(Device, Layout);
        List<ILayer<T>> stages = [];
        LayerContext<T> Context() => new(
            Device, parameters, plan, capacity.Batch, Routes, Draws, stages.Count > 0 ? stages[^1].OutputAdjoint : null)
        {
            Earlier = [.. stages.Where(stage => stage is not DelayLayer<T>)],
        };

        foreach (Func<LayerContext<T>, ILayer<T>> layer in Layers)
        {
            // A dropout has the layer before it in front of it, and takes no step of its own.
            if (timing == LayerTiming.Pipelined && stages.Count > 0 && stages[^1] is not DropoutLayer<T>)
                stages.Add(new DelayLayer<T>(stages[^1], Context()));
            stages.Add(layer(Context()));
        }

        if (Routes.IsOnline)
            CarryTraces(stages);
        return new Network<T>(Device, capacity, plan, Routes, Draws, parameters, stages);
    });

    /// <summary>Gives synapses eligibility traces, and refuses networks whose learning signals would not arrive.</summary>
    private static void CarryTraces(List<ILayer<T>> stages)
    {
        for (int i = 1; i < stages.Count; ++i)
        {
            bool hasTrainableBelow = stages.Take(i - 1).Any(stage => stage is ISynapseLayer<T>);
            if (!stages[i].AnswersAtOnce && (stages[i] is DelayLayer<T> || hasTrainableBelow))
            {
                throw new BrunoException(
                    ExitCode.Usage,
                    $"Eligibility traces (eprop) need learning signals that arrive within a step, which '{stages[i].Name}' does not let "
                        + "through to the synapses below it: use aligned timing, LIF neurons in the lowest layer of neurons only, and no dropout or skip "
                        + "between synapses and the neurons that they lead to.");
            }

            if (stages[i - 1] is ISynapseLayer<T> synapses && stages[i] is INeuronLayer<T> neurons)
                synapses.CarryTraces(neurons);
        }
    }
}
