using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Layers;

/// <summary>What passes of neurons in host memory have in common.</summary>
internal static unsafe class HostNeuronPass
{
    /// <summary>Lanes that go through a step together, a multiple of a cache line.</summary>
    public const int Block = 64;

    /// <summary>Where a view begins in host memory; null for an empty one.</summary>
    public static TElement* Pointer<TElement>(ArrayView<TElement> view)
        where TElement : unmanaged => view.Length > 0 ? (TElement*)view.LoadEffectiveAddressAsPtr() : null;
}

/// <summary>
/// Blocks of neighbouring lanes of a layer, a step at a time. A block is copied to the stack and filled up to whole vectors, so that
/// every lane is computed in the same way whatever its place.
/// </summary>
internal readonly unsafe struct HostNeuronPass<T, TNeuron, TLanes, TLaneNeuron>
    where T : unmanaged, IReal<T>
    where TNeuron : struct, INeuron<TNeuron, T>
    where TLanes : unmanaged, IReal<TLanes>
    where TLaneNeuron : struct, INeuron<TLaneNeuron, TLanes>
{
    private readonly NeuronSequence<T, TNeuron> sequence;
    private readonly TLaneNeuron lanesOf;
    private readonly int lanes;
    private readonly int neurons;
    private readonly T* v;
    private readonly T* i;
    private readonly T* coefficients;
    private readonly Spike* driveSpikes;
    private readonly T* drives;
    private readonly Spike* spikes;
    private readonly T* soft;

    /// <summary>A pass over a window.</summary>
    /// <param name="sequence">The window.</param>
    /// <param name="lanesOf">The neuron of vectors of lanes.</param>
    public HostNeuronPass(NeuronSequence<T, TNeuron> sequence, TLaneNeuron lanesOf)
    {
        this.sequence = sequence;
        this.lanesOf = lanesOf;
        lanes = sequence.Shape.Lanes;
        neurons = sequence.Shape.Neurons;
        v = HostNeuronPass.Pointer(sequence.States.Potential);
        i = HostNeuronPass.Pointer(sequence.States.Internal);
        coefficients = HostNeuronPass.Pointer(sequence.Coefficients.Values);
        driveSpikes = HostNeuronPass.Pointer(sequence.Drive.Spikes);
        drives = HostNeuronPass.Pointer(sequence.Drive.Values);
        spikes = HostNeuronPass.Pointer(sequence.Fired.Spikes);
        soft = HostNeuronPass.Pointer(sequence.Fired.Values);
    }

    /// <summary>Outer steps of the window.</summary>
    public int Steps => sequence.Shape.Steps;

    private static int Width => sizeof(TLanes) / sizeof(T);

    /// <summary>Copies the states after the window's last step, where that is among the steps that were run.</summary>
    public void Leave(StepRange steps, DeviceTape<T> current)
    {
        if (steps.End < Steps)
            return;
        long last = (long)steps.End * lanes;
        new ReadOnlySpan<T>(v + last, lanes).CopyTo(new Span<T>(HostNeuronPass.Pointer(current.Potential), lanes));
        new ReadOnlySpan<T>(i + last, lanes).CopyTo(new Span<T>(HostNeuronPass.Pointer(current.Internal), lanes));
    }

    /// <summary>The forward pass of a batch element at a step.</summary>
    public void ForwardRow(int step, int element)
    {
        for (int first = 0; first < neurons; first += HostNeuronPass.Block)
            Forward(step, element * neurons + first, Math.Min(HostNeuronPass.Block, neurons - first));
    }

    /// <summary>The backward pass of a batch element at a step.</summary>
    public void BackwardRow(int step, int element, HostNeuronAdjoints<T> adjoints)
    {
        for (int first = 0; first < neurons; first += HostNeuronPass.Block)
            Backward(step, element * neurons + first, Math.Min(HostNeuronPass.Block, neurons - first), adjoints);
    }

    /// <summary>The forward pass of a block of lanes at a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public void Forward(int step, int first, int count)
    {
        const int Block = HostNeuronPass.Block;
        T* room = stackalloc T[8 * Block];
        T* potential = room, @internal = room + Block, before = room + 2 * Block, drive = room + 3 * Block, of = room + 4 * Block;
        int row = step * lanes + first, whole = Whole(count), width = Width;
        Take(v + row, potential, count, whole);
        Take(i + row, @internal, count, whole);
        TakeFired(row, before, count, whole);
        TakeDrive(row, drive, count, whole);
        TakeCoefficients(first, of, count, whole);
        for (int lane = 0; lane < whole; lane += width)
        {
            TLaneNeuron neuron = lanesOf.Of((first + lane) % neurons);
            DeviceState<TLanes> state = neuron.Step(
                new(*(TLanes*)(potential + lane), *(TLanes*)(@internal + lane)), *(TLanes*)(before + lane), *(TLanes*)(drive + lane),
                *(TLanes*)(of + lane), *(TLanes*)(of + Block + lane), *(TLanes*)(of + 2 * Block + lane), *(TLanes*)(of + 3 * Block + lane));
            *(TLanes*)(potential + lane) = state.Potential;
            *(TLanes*)(@internal + lane) = state.Internal;
            *(TLanes*)(before + lane) = neuron.Excess(
                state, *(TLanes*)(of + lane), *(TLanes*)(of + Block + lane), *(TLanes*)(of + 2 * Block + lane), *(TLanes*)(of + 3 * Block + lane));
        }

        int after = row + lanes;
        new ReadOnlySpan<T>(potential, count).CopyTo(new Span<T>(v + after, count));
        new ReadOnlySpan<T>(@internal, count).CopyTo(new Span<T>(i + after, count));
        if (spikes != null)
        {
            T zero = T.From(0);
            bool atThreshold = sequence.Neuron.FiresAtThreshold;
            for (int lane = 0; lane < count; ++lane)
                spikes[after + lane] = new Spike(atThreshold ? before[lane] >= zero : before[lane] > zero);
        }
        else if (soft != null)
        {
            for (int lane = 0; lane < count; ++lane)
                sequence.PutOut(after + lane, before[lane]);
        }
    }

    /// <summary>The backward pass of a block of lanes at a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public void Backward(int step, int first, int count, HostNeuronAdjoints<T> adjoints)
    {
        const int Block = HostNeuronPass.Block;
        T* room = stackalloc T[19 * Block];
        T* potential = room, @internal = room + Block, after = room + 2 * Block, afterInternal = room + 3 * Block;
        T* before = room + 4 * Block, drive = room + 5 * Block, of = room + 6 * Block, excess = room + 10 * Block, direct = room + 11 * Block;
        T* carried = room + 12 * Block;
        int row = step * lanes + first, whole = Whole(count), width = Width;
        bool trains = adjoints.Shares != null;
        Take(v + row, potential, count, whole);
        Take(i + row, @internal, count, whole);
        Take(v + row + lanes, after, count, whole);
        Take(i + row + lanes, afterInternal, count, whole);
        TakeFired(row, before, count, whole);
        TakeDrive(row, drive, count, whole);
        TakeCoefficients(first, of, count, whole);
        Take(adjoints.CarriedPotential + first, carried, count, whole);
        Take(adjoints.CarriedInternal + first, carried + Block, count, whole);
        TakeOrClear(adjoints.OfOutput == null ? null : adjoints.OfOutput + first, carried + 2 * Block, count, whole);
        for (int share = 0; share < NeuronCoefficients<T>.Count; ++share)
            TakeOrClear(trains ? adjoints.Shares + share * lanes + first : null, carried + (3 + share) * Block, count, whole);

        T zero = T.From(0);
        for (int lane = 0; lane < whole; lane += width)
        {
            TLaneNeuron neuron = lanesOf.Of((first + lane) % neurons);
            *(TLanes*)(excess + lane) = neuron.Excess(
                new DeviceState<TLanes>(*(TLanes*)(after + lane), *(TLanes*)(afterInternal + lane)),
                *(TLanes*)(of + lane), *(TLanes*)(of + Block + lane), *(TLanes*)(of + 2 * Block + lane), *(TLanes*)(of + 3 * Block + lane));
        }

        bool putsOutPotential = sequence.Output == NeuronOutput.Potential;
        for (int lane = 0; lane < whole; ++lane)
        {
            bool isThere = lane < count;
            T output = isThere ? adjoints.Outputs[row + lane] + carried[2 * Block + lane] : zero;
            T ofPotential = isThere && adjoints.Potentials != null ? adjoints.Potentials[row + lane] : zero;
            excess[lane] = putsOutPotential || !isThere ? zero : sequence.SlopeAt(excess[lane], adjoints.Surrogate) * output;
            direct[lane] = putsOutPotential ? ofPotential + output : ofPotential;
        }

        T* ofSpike = carried + 2 * Block;
        Lanes block = new(first, whole, potential, @internal, after, afterInternal, before, drive, of, excess, carried, ofSpike);
        for (int lane = 0; lane < whole; ++lane)
            carried[lane] += direct[lane];
        AddExcess(block);
        if (adjoints.TrainsFirst || sequence.Neuron.FeelsSpikes)
            OfSpikes(block);
        if (adjoints.TrainsLast)
            AddLast(block);
        if (adjoints.Carries == 0 || !sequence.Neuron.FeelsSpikes)
            new Span<T>(ofSpike, whole).Clear();
        OfStates(block, adjoints.Carries);

        Put(drive, adjoints.Outputs + row, count);
        Put(carried, adjoints.CarriedPotential + first, count);
        Put(carried + Block, adjoints.CarriedInternal + first, count);
        if (adjoints.OfOutput != null)
            Put(carried + 2 * Block, adjoints.OfOutput + first, count);
        for (int share = 0; trains && share < NeuronCoefficients<T>.Count; ++share)
            Put(carried + (3 + share) * Block, adjoints.Shares + share * lanes + first, count);
    }

    // A method for each evaluation: the .NET compiler inlines the arithmetic of dual numbers only as far as its budget for one goes.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void AddExcess(Lanes block)
    {
        for (int lane = 0; lane < block.Count; lane += Width)
        {
            NeuronDifferentiation.AddExcess(
                lanesOf.Of((block.First + lane) % neurons), block.After(lane), block.A(lane), block.B(lane), block.C(lane), block.D(lane),
                block.OfExcess(lane), ref block.Potential(lane), ref block.Internal(lane));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void OfSpikes(Lanes block)
    {
        for (int lane = 0; lane < block.Count; lane += Width)
        {
            block.OfSpike(lane) = NeuronDifferentiation.OfSpike(
                lanesOf.Of((block.First + lane) % neurons), block.Before(lane), block.After(lane), block.Spike(lane), block.Drive(lane),
                block.A(lane), block.B(lane), block.C(lane), block.D(lane), block.Potential(lane), block.Internal(lane), block.OfExcess(lane),
                ref block.Share(0, lane), ref block.Share(1, lane));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void AddLast(Lanes block)
    {
        for (int lane = 0; lane < block.Count; lane += Width)
        {
            NeuronDifferentiation.AddLast(
                lanesOf.Of((block.First + lane) % neurons), block.Before(lane), block.After(lane), block.Spike(lane), block.Drive(lane),
                block.A(lane), block.B(lane), block.C(lane), block.D(lane), block.Potential(lane), block.Internal(lane), block.OfExcess(lane),
                ref block.Share(2, lane), ref block.Share(3, lane));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void OfStates(Lanes block, int carries)
    {
        for (int lane = 0; lane < block.Count; lane += Width)
        {
            block.Drive(lane) = NeuronDifferentiation.OfState(
                lanesOf.Of((block.First + lane) % neurons), block.Before(lane), block.Spike(lane), block.Drive(lane),
                block.A(lane), block.B(lane), block.C(lane), block.D(lane), carries, ref block.Potential(lane), ref block.Internal(lane));
        }
    }

    private static int Whole(int count) => (count + Width - 1) / Width * Width;

    private static void Put(T* source, T* target, int count) => new ReadOnlySpan<T>(source, count).CopyTo(new Span<T>(target, count));

    private static void Take(T* source, T* target, int count, int whole)
    {
        Put(source, target, count);
        new Span<T>(target + count, whole - count).Clear();
    }

    private static void TakeOrClear(T* source, T* target, int count, int whole)
    {
        if (source == null)
            new Span<T>(target, whole).Clear();
        else
            Take(source, target, count, whole);
    }

    private static void TakeSpikes(Spike* source, T* target, int count, int whole)
    {
        for (int lane = 0; lane < count; ++lane)
            target[lane] = T.From(source[lane].Count);
        new Span<T>(target + count, whole - count).Clear();
    }

    private void TakeFired(int row, T* target, int count, int whole)
    {
        if (spikes != null)
            TakeSpikes(spikes + row, target, count, whole);
        else
            TakeOrClear(soft == null ? null : soft + row, target, count, whole);
    }

    private void TakeDrive(int row, T* target, int count, int whole)
    {
        if (driveSpikes != null)
            TakeSpikes(driveSpikes + row, target, count, whole);
        else
            Take(drives + row, target, count, whole);
    }

    private void TakeCoefficients(int first, T* target, int count, int whole)
    {
        for (int c = 0; c < NeuronCoefficients<T>.Count; ++c)
        {
            T* source = coefficients + c * neurons, to = target + c * HostNeuronPass.Block;
            int place = first % neurons;
            for (int lane = 0; lane < count; ++lane)
            {
                to[lane] = source[place];
                place = place + 1 == neurons ? 0 : place + 1;
            }

            for (int lane = count; lane < whole; ++lane)
                to[lane] = to[0];
        }
    }

    /// <summary>A block of lanes on the stack: state before and after a step, spike, drive, coefficients, and adjoints.</summary>
    private readonly struct Lanes(
        int first, int count, T* potential, T* @internal, T* after, T* afterInternal, T* spike, T* drive, T* of, T* ofExcess, T* carried, T* ofSpike)
    {
        private const int Block = HostNeuronPass.Block;

        private readonly T* potential = potential;
        private readonly T* @internal = @internal;
        private readonly T* after = after;
        private readonly T* afterInternal = afterInternal;
        private readonly T* spike = spike;
        private readonly T* drive = drive;
        private readonly T* of = of;
        private readonly T* ofExcess = ofExcess;
        private readonly T* carried = carried;
        private readonly T* ofSpike = ofSpike;

        public int First => first;

        public int Count => count;

        public DeviceState<TLanes> Before(int lane) => new(*(TLanes*)(potential + lane), *(TLanes*)(@internal + lane));

        public DeviceState<TLanes> After(int lane) => new(*(TLanes*)(after + lane), *(TLanes*)(afterInternal + lane));

        public TLanes Spike(int lane) => *(TLanes*)(spike + lane);

        public ref TLanes Drive(int lane) => ref *(TLanes*)(drive + lane);

        public TLanes A(int lane) => *(TLanes*)(of + lane);

        public TLanes B(int lane) => *(TLanes*)(of + Block + lane);

        public TLanes C(int lane) => *(TLanes*)(of + 2 * Block + lane);

        public TLanes D(int lane) => *(TLanes*)(of + 3 * Block + lane);

        public TLanes OfExcess(int lane) => *(TLanes*)(ofExcess + lane);

        public ref TLanes Potential(int lane) => ref *(TLanes*)(carried + lane);

        public ref TLanes Internal(int lane) => ref *(TLanes*)(carried + Block + lane);

        public ref TLanes OfSpike(int lane) => ref *(TLanes*)(ofSpike + lane);

        public ref TLanes Share(int share, int lane) => ref *(TLanes*)(carried + (3 + share) * Block + lane);
    }
}
