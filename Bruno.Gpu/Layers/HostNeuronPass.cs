using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
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

        for (int lane = 0; lane < whole; lane += width)
        {
            NeuronCarry<TLanes> carry = new(
                *(TLanes*)(carried + lane), *(TLanes*)(carried + Block + lane), *(TLanes*)(carried + 2 * Block + lane),
                *(TLanes*)(carried + 3 * Block + lane), *(TLanes*)(carried + 4 * Block + lane), *(TLanes*)(carried + 5 * Block + lane),
                *(TLanes*)(carried + 6 * Block + lane));
            *(TLanes*)(drive + lane) = NeuronDifferentiation.StepBackward(
                lanesOf.Of((first + lane) % neurons),
                new(*(TLanes*)(potential + lane), *(TLanes*)(@internal + lane)), new(*(TLanes*)(after + lane), *(TLanes*)(afterInternal + lane)),
                *(TLanes*)(before + lane), *(TLanes*)(drive + lane),
                *(TLanes*)(of + lane), *(TLanes*)(of + Block + lane), *(TLanes*)(of + 2 * Block + lane), *(TLanes*)(of + 3 * Block + lane),
                *(TLanes*)(excess + lane), *(TLanes*)(direct + lane), adjoints.Carries, trains, ref carry);
            *(TLanes*)(carried + lane) = carry.Potential;
            *(TLanes*)(carried + Block + lane) = carry.Internal;
            *(TLanes*)(carried + 2 * Block + lane) = carry.Output;
            *(TLanes*)(carried + 3 * Block + lane) = carry.First;
            *(TLanes*)(carried + 4 * Block + lane) = carry.Second;
            *(TLanes*)(carried + 5 * Block + lane) = carry.Third;
            *(TLanes*)(carried + 6 * Block + lane) = carry.Fourth;
        }

        Put(drive, adjoints.Outputs + row, count);
        Put(carried, adjoints.CarriedPotential + first, count);
        Put(carried + Block, adjoints.CarriedInternal + first, count);
        if (adjoints.OfOutput != null)
            Put(carried + 2 * Block, adjoints.OfOutput + first, count);
        for (int share = 0; trains && share < NeuronCoefficients<T>.Count; ++share)
            Put(carried + (3 + share) * Block, adjoints.Shares + share * lanes + first, count);
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
}
