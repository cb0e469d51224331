using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>The values of all samples of an array, or of a list with an array a sample, time-major.</summary>
internal sealed class ValueArrays
{
    private readonly ArrayRoles roles;
    private readonly StoredArray? whole;
    private readonly IReadOnlyList<StoredArray> items = [];
    private readonly int[] strides = [];
    private readonly int[] lengths;

    private ValueArrays(ArrayRoles roles, RecordingContext context)
    {
        this.roles = roles;
        if (roles.Values is StoredArray array)
        {
            whole = array;
            (Samples, int steps, Channels, strides) = Axes(array, context);
            lengths = LengthsOf(steps);
        }
        else
        {
            items = ItemsOf((StoredList)roles.Values);
            Samples = items.Count;
            Channels = items[0].Shape.Count == 1 ? 1 : items[0].Shape[1];
            lengths = [.. items.Select(item => item.Shape[0])];
            foreach ((int index, StoredArray item) in items.Index())
            {
                if (item.Shape.Count > 2 || (item.Shape.Count == 1 ? 1 : item.Shape[1]) != Channels)
                    context.Faults.Add($"{OriginOf(index)}: '{roles.ValuesName}' has {item.Kind}, but the first sample has {Channels} channels; [step, channel] is expected");
                else if (item.Shape[0] == 0)
                    context.Faults.Add($"{OriginOf(index)}: '{roles.ValuesName}' has no step");
            }

            context.Faults.ThrowIfAny();
        }

        if (Samples == 0 || Channels == 0 || lengths.Any(length => length < 1))
            throw new DataException($"{roles.Origin}: '{roles.ValuesName}' is empty ({roles.Values.Kind}); samples, steps and channels are needed");
    }

    /// <summary>How many samples there are.</summary>
    public int Samples { get; }

    /// <summary>Width of a row.</summary>
    public int Channels { get; }

    /// <summary>Whether samples have one length that the file fills up to.</summary>
    public int? FullSteps => whole is null ? null : lengths.Length == 0 ? 0 : Whole;

    private int Whole { get; set; }

    /// <summary>The values that the roles name.</summary>
    /// <exception cref="DataException">They are not [sample, step, channel] or what the description says.</exception>
    public static ValueArrays Of(ArrayRoles roles, RecordingContext context) => new(roles, context);

    /// <summary>Steps of a sample.</summary>
    public int StepsOf(int sample) => lengths[sample];

    /// <summary>Where a sample stands.</summary>
    public string OriginOf(int sample) => $"{roles.Origin}, '{roles.ValuesName}' sample {sample}";

    /// <summary>A sample's values, time-major [steps × channels].</summary>
    public float[] Of(int sample)
    {
        if (whole is null)
            return items[sample].ToSingles(0, items[sample].Count);
        int steps = lengths[sample];
        if (strides[2] == 1 && strides[1] == Channels)
            return whole.ToSingles((long)sample * strides[0], steps * Channels);
        float[] values = new float[steps * Channels];
        for (int step = 0; step < steps; ++step)
        {
            for (int channel = 0; channel < Channels; ++channel)
                values[step * Channels + channel] = (float)whole.At((long)sample * strides[0] + (long)step * strides[1] + (long)channel * strides[2]);
        }

        return values;
    }

    private (int Samples, int Steps, int Channels, int[] Strides) Axes(StoredArray array, RecordingContext context)
    {
        IReadOnlyList<DataAxis> axes = context.Description.Axes ?? (array.Shape.Count switch
        {
            2 => [DataAxis.Sample, DataAxis.Step],
            3 => [DataAxis.Sample, DataAxis.Step, DataAxis.Channel],
            _ => throw new DataException($"{roles.Origin}: '{roles.ValuesName}' is {array.Kind}; [sample, step, channel] is expected"),
        });
        if (axes.Count != array.Shape.Count)
        {
            throw new DataException(
                $"{roles.Origin}: '{roles.ValuesName}' is {array.Kind}, but the description gives it {axes.Count} axes ({string.Join(", ", axes).ToLowerInvariant()})");
        }

        if (context.Description.Axes is null)
            context.Remark($"'{roles.ValuesName}' {array.Kind} is read as [{string.Join(", ", axes).ToLowerInvariant()}].");
        int[] extents = [1, 1, 1], strides = [0, 0, 0];
        int stride = 1;
        for (int axis = axes.Count - 1; axis >= 0; --axis)
        {
            int role = axes[axis] switch { DataAxis.Sample => 0, DataAxis.Step => 1, _ => 2 };
            (extents[role], strides[role]) = (array.Shape[axis], stride);
            stride *= array.Shape[axis];
        }

        // One channel or one step follows the other without a gap.
        if (extents[2] == 1)
            strides[2] = 1;
        if (extents[1] == 1)
            strides[1] = extents[2];
        Whole = extents[1];
        return (extents[0], extents[1], extents[2], strides);
    }

    private int[] LengthsOf(int steps)
    {
        if (roles.Lengths is null)
            return [.. Enumerable.Repeat(steps, Samples)];
        if (roles.Lengths is not StoredArray given || given.Count != Samples)
            throw new DataException($"{roles.Origin}: the lengths are {roles.Lengths.Kind}, but there are {Samples} samples");
        int[] lengths = new int[Samples];
        for (int i = 0; i < Samples; ++i)
        {
            double length = given.At(i);
            if (length < 1 || length > steps || length != Math.Floor(length))
                throw new DataException(FormattableString.Invariant($"{OriginOf(i)}: the length {length} is no whole number from 1 to {steps}"));
            lengths[i] = (int)length;
        }

        return lengths;
    }

    private IReadOnlyList<StoredArray> ItemsOf(StoredList list)
    {
        if (list.Items.Count == 0)
            throw new DataException($"{roles.Origin}: '{roles.ValuesName}' is empty");
        StoredArray[] arrays = new StoredArray[list.Items.Count];
        for (int i = 0; i < arrays.Length; ++i)
        {
            arrays[i] = list.Items[i] as StoredArray is { Shape.Count: >= 1 } array
                ? array
                : throw new DataException($"{OriginOf(i)}: is {list.Items[i].Kind}; an array [step, channel] is expected");
        }

        return arrays;
    }
}
