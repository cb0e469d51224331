using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Batches;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Verification;

/// <summary>Batches gathered from a data set, and tallies of events.</summary>
internal sealed class BatchFamily : IVerificationFamily
{
    private const int Channels = 5, Samples = 40, MostSteps = 11;

    /// <inheritdoc/>
    public string Name => "batches and tallies";

    /// <inheritdoc/>
    public bool IsRunInDouble => false;

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T> => new[] { 1, 17, 52 }.SelectMany(batch => Measure<T>(context, batch));

    private static IEnumerable<Deviation> Measure<T>(VerificationContext context, int batch)
        where T : unmanaged, IReal<T>
    {
        var gather = context.Device.Load<Action<Index1D, SequenceShape, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<T>, ArrayView<T>>>(GatherKernels.Values);
        var labels = context.Device.Load<Action<Index1D, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>, ArrayView<int>>>(GatherKernels.Labels);
        var tally = context.Device.Load<Action<Index1D, SequenceShape, ArrayView<int>, Signal<T>, ArrayView<long>>>(SpikeTallyKernel.Run);

        int[] steps = Array.ConvertAll(Draw.Integers(71, Samples, MostSteps), s => s + 1), chosen = Draw.Integers(72, batch, Samples), classes = Draw.Integers(73, Samples, 9);
        int[] offsets = [.. Enumerable.Range(0, Samples).Select(sample => steps[..sample].Sum())];
        double[] all = Array.ConvertAll(Draw.Integers(74, steps.Sum() * Channels, 4), value => (double)value);
        SequenceShape shape = new(MostSteps, batch, Channels, 0);
        DeviceMemory memory = context.Device.Memory;
        DeviceBuffer<int> Integers(int[] values) => memory.Allocate<int>(values, MemoryPurpose.Scratch);
        using DeviceBuffer<int> which = Integers(chosen), begins = Integers(offsets), counts = Integers(steps), known = Integers(classes);
        using DeviceBuffer<int> label = Integers(new int[batch]), length = Integers(new int[batch]);
        using DeviceBuffer<T> source = context.Upload<T>(all), target = context.Upload<T>(new double[shape.Length]);
        using DeviceBuffer<long> events = memory.Allocate<long>(shape.Lanes, MemoryPurpose.Scratch);
        gather(shape.Length, shape, which.View, begins.View, counts.View, source.View, target.View);
        labels(batch, which.View, known.View, counts.View, label.View, length.View);
        tally(shape.Lanes, shape, length.View, new Signal<T>(target.View), events.View);
        tally(shape.Lanes, shape, length.View, new Signal<T>(target.View), events.View);

        double[] expected = new double[shape.Length], twice = new double[shape.Lanes];
        for (int index = 0; index < expected.Length; ++index)
        {
            int step = index / shape.Lanes, sample = chosen[index % shape.Lanes / Channels];
            expected[index] = step < steps[sample] ? all[(offsets[sample] + step) * Channels + index % Channels] : 0;
            twice[index % shape.Lanes] += expected[index] != 0 ? 2 : 0;
        }

        yield return Deviation.Absolute($"{batch} sequences, values", context.Download(target.View, expected.Length), expected, 0);
        yield return Deviation.Absolute($"{batch} sequences, labels", Array.ConvertAll(label.Download(), x => (double)x), [.. chosen.Select(c => (double)classes[c])], 0);
        yield return Deviation.Absolute($"{batch} sequences, lengths", Array.ConvertAll(length.Download(), x => (double)x), [.. chosen.Select(c => (double)steps[c])], 0);
        yield return Deviation.Absolute($"{batch} sequences, events", Array.ConvertAll(events.Download(), x => (double)x), twice, 0);
    }
}
