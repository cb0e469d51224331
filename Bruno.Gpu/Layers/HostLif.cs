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
/// The passes of LIF neurons without recurrence on the host's own cores, in place on the buffers of the CPU accelerator,
/// bit for bit what the kernels of the same names compute. A LIF step is so little work that there most of a kernel's time
/// goes into its array views; here the lanes of a step lie beside each other and are read through pointers.
/// </summary>
/// <param name="device">A device whose buffers are host memory.</param>
public sealed unsafe class HostLif<T>(ComputeDevice device)
    where T : unmanaged, IReal<T>
{
    // A line of the cache.
    private const int LaneBlock = 64;

    /// <inheritdoc cref="LifEnterKernel"/>
    public void Enter(Index1D lanes, T threshold, DeviceTape<T> current, DeviceTape<T> states, ArrayView<Spike> spikes)
    {
        device.Synchronize();
        T* v = Pointer(states.Potential);
        Copy(current.Potential, v, lanes);
        Copy(current.Internal, Pointer(states.Internal), lanes);
        Spike* fired = Pointer(spikes);
        for (int lane = 0; lane < lanes; ++lane)
            fired[lane] = new Spike(v[lane] >= threshold);
    }

    /// <inheritdoc cref="LifForwardKernel"/>
    public void Forward(Index1D lanes, LifSequence<T> sequence, StepRange steps, DeviceTape<T> current)
    {
        device.Synchronize();
        SequenceShape shape = sequence.Shape;
        DeviceTape<T> states = sequence.States;
        Pass pass = new(sequence, steps);
        device.Team.Divide(lanes, LaneBlock, new ForwardWork(pass));
        if (steps.End < shape.Steps)
            return;
        Copy(states.Potential.SubView((long)steps.End * shape.Lanes, shape.Lanes), Pointer(current.Potential), lanes);
        Copy(states.Internal.SubView((long)steps.End * shape.Lanes, shape.Lanes), Pointer(current.Internal), lanes);
    }

    /// <inheritdoc cref="LifBackwardKernel"/>
    public void Backward(Index1D lanes, LifSequence<T> sequence, StepRange steps, LifBackwardArguments<T> arguments)
    {
        device.Synchronize();
        Pass pass = new(sequence, steps);
        T* ofSpikes = Pointer(arguments.Spikes), ofPotentials = arguments.Potentials.Length > 0 ? Pointer(arguments.Potentials) : null;
        device.Team.Divide(lanes, LaneBlock, new BackwardWork(
            pass, arguments.Surrogate, arguments.Carries, ofSpikes, ofPotentials, arguments.Carried));
    }

    private static void Copy(ArrayView<T> source, T* target, int length) =>
        new ReadOnlySpan<T>(Pointer(source), length).CopyTo(new Span<T>(target, length));

    private static TElement* Pointer<TElement>(ArrayView<TElement> view)
        where TElement : unmanaged => (TElement*)view.LoadEffectiveAddressAsPtr();

    private readonly struct ForwardWork(Pass pass) : IHostWork
    {
        public void Run(int begin, int end) => pass.Forward(begin, end);
    }

    private readonly struct BackwardWork(
        Pass pass, Surrogate<T> surrogate, int carries, T* ofSpikes, T* ofPotentials, LifAdjoints<T> carried) : IHostWork
    {
        private readonly T* ofSpikes = ofSpikes;
        private readonly T* ofPotentials = ofPotentials;

        public void Run(int begin, int end) => pass.Backward(begin, end, surrogate, carries, ofSpikes, ofPotentials, carried);
    }

    /// <summary>What both passes read.</summary>
    private readonly struct Pass(LifSequence<T> sequence, StepRange steps)
    {
        private readonly int lanes = sequence.Shape.Lanes;
        private readonly StepRange steps = steps;
        private readonly T threshold = sequence.Threshold;
        private readonly T alpha = Lif.ClampDecay(Pointer(sequence.Decays)[0]);
        private readonly T beta = Lif.ClampDecay(Pointer(sequence.Decays)[1]);
        private readonly Spike* inputSpikes = sequence.Input.IsSpiking ? Pointer(sequence.Input.Spikes) : null;
        private readonly T* inputValues = sequence.Input.IsSpiking ? null : Pointer(sequence.Input.Values);
        private readonly T* v = Pointer(sequence.States.Potential);
        private readonly T* current = Pointer(sequence.States.Internal);
        private readonly Spike* fired = Pointer(sequence.Spikes);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Forward(int begin, int end)
        {
            T decay = alpha, currentDecay = beta;
            for (int step = steps.Begin; step < steps.End; ++step)
            {
                int row = step * lanes;
                for (int i = row + begin; i < row + end; ++i)
                {
                    DeviceState<T> state = Lif.Step(
                        new DeviceState<T>(v[i], current[i]), T.From(fired[i].Count), DriveAt(i), decay, currentDecay);
                    v[i + lanes] = state.Potential;
                    current[i + lanes] = state.Internal;
                    fired[i + lanes] = new Spike(state.Potential >= threshold);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Backward(
            int begin, int end, Surrogate<T> surrogate, int carries, T* ofSpikes, T* ofPotentials, LifAdjoints<T> carried)
        {
            T* potentials = Pointer(carried.Potential), currents = Pointer(carried.Current);
            T* alphas = Pointer(carried.Alpha), betas = Pointer(carried.Beta);
            T* counts = stackalloc T[LaneBlock], drives = stackalloc T[LaneBlock];
            for (int step = steps.End - 1; step >= steps.Begin; --step)
            {
                for (int first = begin; first < end; first += LaneBlock)
                {
                    int i = step * lanes + first, count = Math.Min(LaneBlock, end - first);
                    for (int k = 0; k < count; ++k)
                    {
                        T ofPotential = potentials[first + k]
                            + surrogate.Derivative(v[i + lanes + k] - threshold) * ofSpikes[i + k];
                        potentials[first + k] = ofPotentials != null ? ofPotential + ofPotentials[i + k] : ofPotential;
                        counts[k] = T.From(fired[i + k].Count);
                        drives[k] = DriveAt(i + k);
                    }

                    Block block = new(
                        v + i, current + i, counts, drives, ofSpikes + i, potentials + first, currents + first, alphas + first,
                        betas + first, carries);
                    int done = typeof(T) == typeof(Float32)
                        ? Back<HostLanes<float>>(block, 0, count)
                        : Back<HostLanes<double>>(block, 0, count);
                    Back<T>(block, done, count);
                }
            }
        }

        /// <summary>Goes back a step with as many lanes at once as a number holds; returns the first lane that is left over.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Back<TReal>(Block block, int begin, int end)
            where TReal : unmanaged, IReal<TReal>
        {
            int width = sizeof(TReal) / sizeof(T), lane = begin;
            TReal decay = TReal.From(T.ToDouble(alpha)), currentDecay = TReal.From(T.ToDouble(beta));
            for (; lane <= end - width; lane += width)
            {
                TReal* ofAlpha = (TReal*)(block.Alphas + lane), ofBeta = (TReal*)(block.Betas + lane);
                TReal* ofPotential = (TReal*)(block.Potentials + lane), ofCurrent = (TReal*)(block.Currents + lane);
                TReal potential = *ofPotential, ofInternal = *ofCurrent, alphaGradient = *ofAlpha, betaGradient = *ofBeta;
                *(TReal*)(block.Adjoints + lane) = LifDifferentiation.StepBackward(
                    new(*(TReal*)(block.V + lane), *(TReal*)(block.Current + lane)), *(TReal*)(block.Counts + lane),
                    *(TReal*)(block.Drives + lane), decay, currentDecay, block.Carries,
                    ref potential, ref ofInternal, ref alphaGradient, ref betaGradient);
                *ofPotential = potential;
                *ofCurrent = ofInternal;
                *ofAlpha = alphaGradient;
                *ofBeta = betaGradient;
            }

            return lane;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private T DriveAt(int index) => inputValues != null ? inputValues[index] : T.From(inputSpikes[index].Count);
    }

    /// <summary>Neighbouring lanes of a step: state before it, spike and drive; adjoint of the spikes; adjoints carried.</summary>
    private readonly struct Block(
        T* v, T* current, T* counts, T* drives, T* adjoints, T* potentials, T* currents, T* alphas, T* betas, int carries)
    {
        public readonly T* V = v;
        public readonly T* Current = current;
        public readonly T* Counts = counts;
        public readonly T* Drives = drives;
        public readonly T* Adjoints = adjoints;
        public readonly T* Potentials = potentials;
        public readonly T* Currents = currents;
        public readonly T* Alphas = alphas;
        public readonly T* Betas = betas;
        public readonly int Carries = carries;
    }
}
