using System.Numerics;
using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Layers;

/// <summary>
/// The sums of <see cref="RecurrentSums"/> for all neurons of a batch element at once, in host memory and in the same order.
/// </summary>
/// <param name="shape">The shape of the window.</param>
/// <param name="weights">Recurrent weights: [from, to] for drives, [to, from] for adjoints.</param>
internal readonly unsafe struct HostRecurrence<T>(SequenceShape shape, RecurrentWeights<T> weights)
    where T : unmanaged, IReal<T>
{
    private readonly T* values = HostNeuronPass.Pointer(weights.Values);

    /// <summary>The drives of a batch element at a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Drive(int step, int element, Signal<T> input, Signal<T> fired, T* drives)
    {
        int neurons = shape.Neurons, row = step * shape.Lanes + element * neurons;
        T* drive = drives + row;
        T* matrix = values + weights.First(element, neurons);
        if (input.IsSpiking)
        {
            Spike* spikes = HostNeuronPass.Pointer(input.Spikes) + row;
            for (int to = 0; to < neurons; ++to)
                drive[to] = T.From(spikes[to].Count);
        }
        else
        {
            new ReadOnlySpan<T>(HostNeuronPass.Pointer(input.Values) + row, neurons).CopyTo(new Span<T>(drive, neurons));
        }

        if (fired.IsSpiking)
        {
            Spike* spikes = HostNeuronPass.Pointer(fired.Spikes) + row;
            for (int from = 0; from < neurons; ++from)
            {
                if (spikes[from].Fired)
                    Add(matrix + from * neurons, drive, neurons);
            }
        }
        else
        {
            T* source = HostNeuronPass.Pointer(fired.Values) + row;
            for (int from = 0; from < neurons; ++from)
                AddTimes(matrix + from * neurons, source[from], drive, neurons);
        }
    }

    /// <summary>Adds to the adjoints of a batch element's output at a step what the next step's drives received of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Adjoint(int step, int element, T* later, T* adjoints)
    {
        int neurons = shape.Neurons, row = step * shape.Lanes + element * neurons;
        T* drives = step + 1 == shape.Steps ? later + element * neurons : adjoints + row + shape.Lanes;
        T* matrix = values + weights.First(element, neurons);
        for (int to = 0; to < neurons; ++to)
            AddTimes(matrix + to * neurons, drives[to], adjoints + row, neurons);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T* source, T* target, int length)
    {
        if (typeof(T) == typeof(Float32))
            Add((float*)source, (float*)target, length);
        else
            Add((double*)source, (double*)target, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTimes(T* source, T factor, T* target, int length)
    {
        if (typeof(T) == typeof(Float32))
            AddTimes((float*)source, *(float*)&factor, (float*)target, length);
        else
            AddTimes((double*)source, *(double*)&factor, (double*)target, length);
    }

    private static void Add<TNumber>(TNumber* source, TNumber* target, int length)
        where TNumber : unmanaged, INumber<TNumber>
    {
        int i = 0;
        for (; i <= length - Vector<TNumber>.Count; i += Vector<TNumber>.Count)
            *(Vector<TNumber>*)(target + i) += *(Vector<TNumber>*)(source + i);
        for (; i < length; ++i)
            target[i] += source[i];
    }

    private static void AddTimes<TNumber>(TNumber* source, TNumber factor, TNumber* target, int length)
        where TNumber : unmanaged, INumber<TNumber>
    {
        Vector<TNumber> factors = new(factor);
        int i = 0;
        for (; i <= length - Vector<TNumber>.Count; i += Vector<TNumber>.Count)
            *(Vector<TNumber>*)(target + i) += *(Vector<TNumber>*)(source + i) * factors;
        for (; i < length; ++i)
            target[i] += source[i] * factor;
    }
}
