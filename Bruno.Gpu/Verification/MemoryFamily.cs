using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Verification;

/// <summary>Copies and clears of parts of buffers, at offsets that are multiples of nothing, of numbers, spikes and halves.</summary>
internal sealed class MemoryFamily : IVerificationFamily
{
    private const int Length = 1001;

    /// <inheritdoc/>
    public string Name => "copies and clears";

    /// <inheritdoc/>
    public bool IsInShortForm => true;

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        return
        [
            .. PartialClears<T>(context),
            .. Measure(context, "numbers", i => T.From(1 + i * 7 % 251)),
            .. Measure(context, "spikes", i => new Spike(i % 3 == 0)),
            .. Measure(context, "halves", i => (ushort)(1 + i)),
            .. Measure(context, "counts", i => 1L + i),
        ];
    }

    private static IEnumerable<Deviation> PartialClears<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        PartialClear<T> clear = new(context.Device);
        foreach ((int from, int count) in new[] { (0, 1), (1, 17), (13, 257), (333, 668), (1000, 1) })
        {
            using DeviceBuffer<T> buffer = context.Upload<T>([.. Enumerable.Repeat(1.0, Length)]);
            clear.Run(buffer.View.SubView(from, count));
            double[] expected = [.. Enumerable.Range(0, Length).Select(i => i >= from && i < from + count ? 0.0 : 1.0)];
            yield return Deviation.Absolute(
                FormattableString.Invariant($"clear of {count} from {from}"), context.Download(buffer.View, Length), expected, 0);
        }
    }

    private static IEnumerable<Deviation> Measure<TElement>(VerificationContext context, string what, Func<int, TElement> of)
        where TElement : unmanaged
    {
        TElement[] values = [.. Enumerable.Range(0, Length).Select(of)];
        DeviceMemory memory = context.Device.Memory;
        Deviation Compare(string name, TElement[] found, TElement[] expected) => new(
            $"{what}, {name}", found.Length == expected.Length ? found.Zip(expected, (a, b) => a.Equals(b) ? 0 : 1).Sum() : double.NaN, 0);

        using DeviceBuffer<TElement> source = memory.Allocate<TElement>(values, MemoryPurpose.Scratch);
        yield return Compare("there and back", source.Download(), values);
        using DeviceBuffer<TElement> fresh = memory.Allocate<TElement>(Length, MemoryPurpose.Scratch);
        yield return Compare("new buffers are clear", fresh.Download(), new TElement[Length]);

        foreach ((int from, int to, int count) in new[] { (0, 1, 17), (3, 5, 1), (13, 700, 257), (501, 7, 333), (1, 0, 1000) })
        {
            using DeviceBuffer<TElement> target = memory.Allocate<TElement>(Length, MemoryPurpose.Scratch);
            source.View.SubView(from, count).CopyTo(context.Stream, target.View.SubView(to, count));
            TElement[] expected = new TElement[Length];
            Array.Copy(values, from, expected, to, count);
            yield return Compare(FormattableString.Invariant($"copy of {count} from {from} to {to}"), target.Download(), expected);

            TElement[] part = new TElement[count];
            target.View.SubView(to, count).CopyToCPU(context.Stream, part);
            yield return Compare(FormattableString.Invariant($"part of {count} from {to}"), part, values[from..(from + count)]);
        }

        using DeviceBuffer<TElement> again = memory.Allocate<TElement>(values, MemoryPurpose.Scratch);
        again.Upload(values.AsSpan(100, 13));
        yield return Compare("first elements replaced", again.Download(), [.. values[100..113], .. values[13..]]);
        again.Clear();
        yield return Compare("cleared", again.Download(), new TElement[Length]);
    }
}
