using System.Reflection;
using System.Runtime.CompilerServices;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Layers;

/// <summary>
/// The passes of a layer of neurons on the host's own cores, in place on the buffers of the CPU accelerator. A step of a neuron is so
/// little work that there most of a kernel's time goes into its array views; here the lanes of a step lie beside each other and are
/// read through pointers, as many at once as a vector register holds. A recurrent layer goes through all steps batch element by batch
/// element, and adds the weights of those neurons only that fired.
/// </summary>
internal abstract class HostNeurons<T, TNeuron>
    where T : unmanaged, IReal<T>
    where TNeuron : struct, INeuron<TNeuron, T>
{
    /// <summary>The passes on a device whose buffers are host memory; vectors are used where the neuron is <see cref="ILanewise"/>.</summary>
    public static HostNeurons<T, TNeuron> On(ComputeDevice device)
    {
        Type number = typeof(T) == typeof(Float32) ? typeof(float) : typeof(double);
        bool isLanewise = typeof(ILanewise).IsAssignableFrom(typeof(TNeuron));
        Type lanes = isLanewise ? typeof(HostLanes<>).MakeGenericType(number) : typeof(T);
        Type neuron = isLanewise ? typeof(TNeuron).GetGenericTypeDefinition().MakeGenericType(lanes) : typeof(TNeuron);
        MethodInfo make = typeof(HostNeurons<T, TNeuron>).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (HostNeurons<T, TNeuron>)make.MakeGenericMethod(lanes, neuron).Invoke(null, [device])!;
    }

    /// <inheritdoc cref="NeuronKernels.Forward"/>
    public abstract void Forward(NeuronSequence<T, TNeuron> sequence, StepRange steps, DeviceTape<T> current);

    /// <inheritdoc cref="NeuronKernels.Backward"/>
    public abstract void Backward(NeuronSequence<T, TNeuron> sequence, StepRange steps, NeuronAdjoints<T> adjoints);

    /// <inheritdoc cref="RecurrentGroupKernels.Forward"/>
    public abstract void ForwardRecurrent(
        NeuronSequence<T, TNeuron> sequence, RecurrentWeights<T> weights, Signal<T> input, ArrayView<T> drives, DeviceTape<T> current);

    /// <inheritdoc cref="RecurrentGroupKernels.Backward"/>
    public abstract void BackwardRecurrent(
        NeuronSequence<T, TNeuron> sequence, RecurrentWeights<T> transposed, ArrayView<T> later, NeuronAdjoints<T> adjoints);

    private static HostNeurons<T, TNeuron> Make<TLanes, TLaneNeuron>(ComputeDevice device)
        where TLanes : unmanaged, IReal<TLanes>
        where TLaneNeuron : struct, INeuron<TLaneNeuron, TLanes> => new OfLanes<TLanes, TLaneNeuron>(device);

    private sealed unsafe class OfLanes<TLanes, TLaneNeuron>(ComputeDevice device) : HostNeurons<T, TNeuron>
        where TLanes : unmanaged, IReal<TLanes>
        where TLaneNeuron : struct, INeuron<TLaneNeuron, TLanes>
    {
        public override void Forward(NeuronSequence<T, TNeuron> sequence, StepRange steps, DeviceTape<T> current)
        {
            device.Synchronize();
            HostNeuronPass<T, TNeuron, TLanes, TLaneNeuron> pass = new(sequence, LanesOf(sequence.Neuron));
            device.Team.Divide(sequence.Shape.Lanes, HostNeuronPass.Block, new ForwardWork(pass, steps));
            pass.Leave(steps, current);
        }

        public override void Backward(NeuronSequence<T, TNeuron> sequence, StepRange steps, NeuronAdjoints<T> adjoints)
        {
            device.Synchronize();
            HostNeuronPass<T, TNeuron, TLanes, TLaneNeuron> pass = new(sequence, LanesOf(sequence.Neuron));
            device.Team.Divide(sequence.Shape.Lanes, HostNeuronPass.Block, new BackwardWork(pass, steps, new(adjoints)));
        }

        public override void ForwardRecurrent(
            NeuronSequence<T, TNeuron> sequence, RecurrentWeights<T> weights, Signal<T> input, ArrayView<T> drives, DeviceTape<T> current)
        {
            device.Synchronize();
            HostNeuronPass<T, TNeuron, TLanes, TLaneNeuron> pass = new(sequence, LanesOf(sequence.Neuron));
            HostRecurrence<T> recurrence = new(sequence.Shape, weights);
            device.Team.Divide(sequence.Shape.Batch, 1, new ForwardRecurrentWork(pass, recurrence, input, sequence.Fired, HostNeuronPass.Pointer(drives)));
            pass.Leave(new(0, sequence.Shape.Steps), current);
        }

        public override void BackwardRecurrent(
            NeuronSequence<T, TNeuron> sequence, RecurrentWeights<T> transposed, ArrayView<T> later, NeuronAdjoints<T> adjoints)
        {
            device.Synchronize();
            HostNeuronPass<T, TNeuron, TLanes, TLaneNeuron> pass = new(sequence, LanesOf(sequence.Neuron));
            device.Team.Divide(sequence.Shape.Batch, 1, new BackwardRecurrentWork(
                pass, new(sequence.Shape, transposed), HostNeuronPass.Pointer(later), new(adjoints)));
        }

        /// <summary>The same neuron, whose constants are those of all lanes.</summary>
        private static TLaneNeuron LanesOf(TNeuron neuron)
        {
            if (typeof(TNeuron) == typeof(TLaneNeuron))
                return (TLaneNeuron)(object)neuron;
            TLaneNeuron result = default;
            if (typeof(TNeuron).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Length == 0)
                return result;
            T* source = (T*)Unsafe.AsPointer(ref neuron);
            TLanes* target = (TLanes*)Unsafe.AsPointer(ref result);
            for (int i = 0; i < Unsafe.SizeOf<TNeuron>() / sizeof(T); ++i)
                target[i] = TLanes.From(T.ToDouble(source[i]));
            return result;
        }

        private readonly struct ForwardWork(HostNeuronPass<T, TNeuron, TLanes, TLaneNeuron> pass, StepRange steps) : IHostWork
        {
            public void Run(int begin, int end)
            {
                for (int first = begin; first < end; first += HostNeuronPass.Block)
                {
                    for (int step = steps.Begin; step < steps.End; ++step)
                        pass.Forward(step, first, Math.Min(HostNeuronPass.Block, end - first));
                }
            }
        }

        private readonly struct BackwardWork(
            HostNeuronPass<T, TNeuron, TLanes, TLaneNeuron> pass, StepRange steps, HostNeuronAdjoints<T> adjoints) : IHostWork
        {
            public void Run(int begin, int end)
            {
                for (int first = begin; first < end; first += HostNeuronPass.Block)
                {
                    for (int step = steps.End - 1; step >= steps.Begin; --step)
                        pass.Backward(step, first, Math.Min(HostNeuronPass.Block, end - first), adjoints);
                }
            }
        }

        private readonly struct ForwardRecurrentWork(
            HostNeuronPass<T, TNeuron, TLanes, TLaneNeuron> pass, HostRecurrence<T> recurrence, Signal<T> input, Signal<T> fired, T* drives) : IHostWork
        {
            private readonly T* drives = drives;

            public void Run(int begin, int end)
            {
                for (int element = begin; element < end; ++element)
                {
                    for (int step = 0; step < pass.Steps; ++step)
                    {
                        recurrence.Drive(step, element, input, fired, drives);
                        pass.ForwardRow(step, element);
                    }
                }
            }
        }

        private readonly struct BackwardRecurrentWork(
            HostNeuronPass<T, TNeuron, TLanes, TLaneNeuron> pass, HostRecurrence<T> recurrence, T* later, HostNeuronAdjoints<T> adjoints) : IHostWork
        {
            private readonly T* later = later;

            public void Run(int begin, int end)
            {
                for (int element = begin; element < end; ++element)
                {
                    for (int step = pass.Steps - 1; step >= 0; --step)
                    {
                        if (adjoints.Carries != 0)
                            recurrence.Adjoint(step, element, later, adjoints.Outputs);
                        pass.BackwardRow(step, element, adjoints);
                    }
                }
            }
        }
    }
}
