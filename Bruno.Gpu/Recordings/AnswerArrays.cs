using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>What the samples of arrays should come to: labels of samples or steps, or wanted values; and their parts and groups.</summary>
internal sealed class AnswerArrays
{
    private readonly ArrayRoles roles;
    private readonly ValueArrays values;
    private readonly RecordingContext context;
    private readonly StoredArray? oneHot;
    private readonly StoredArray? perStep;

    private AnswerArrays(ArrayRoles roles, ValueArrays values, RecordingContext context)
    {
        (this.roles, this.values, this.context) = (roles, values, context);
        Require(roles.Split, "split");
        Require(roles.Group, "group");
        switch (roles.Label)
        {
            case StoredArray { Shape: [int samples, int steps, > 1] } array when samples == values.Samples && steps == values.FullSteps:
                (oneHot, perStep) = (array, array);
                break;
            case StoredArray { Shape: [int samples, int steps, 1] } array when samples == values.Samples && steps == values.FullSteps:
                perStep = new StoredArray(array.Elements, [samples, steps]);
                break;
            case StoredArray { Shape: [int samples, > 1] } array when samples == values.Samples && array.Shape[1] == values.FullSteps:
                perStep = array;
                break;
            case StoredArray { Shape: [int samples, > 1] } array when samples == values.Samples:
                oneHot = array;
                break;
            case { } label:
                Require(label, roles.LabelName ?? "labels");
                break;
        }
    }

    /// <summary>Names of the wanted values, in the order of the targets.</summary>
    public IReadOnlyList<string> TargetNames { get; private set; } = [];

    /// <summary>The answers that the roles name.</summary>
    /// <exception cref="DataException">They do not fit the values.</exception>
    public static AnswerArrays Of(ArrayRoles roles, ValueArrays values, RecordingContext context) => new(roles, values, context);

    /// <summary>The part of a sample as the data say, or null.</summary>
    public Split? SplitOf(int sample)
    {
        if (roles.Split is null)
            return null;
        string word = TextAt(roles.Split, sample);
        if (UsualNames.SplitOf(word, context.Description) is Split split)
            return split;
        context.Faults.Add($"{values.OriginOf(sample)}: the split '{word}' is none of train, validation and test; say what they are called: train = \"...\", validation, test in the description");
        return null;
    }

    /// <summary>The group of a sample, or null.</summary>
    public string? GroupOf(int sample) => roles.Group is null ? null : TextAt(roles.Group, sample);

    /// <summary>A recording with its answer.</summary>
    public Recording Complete(int sample, Recording recording)
    {
        if (roles.Targets.Count > 0)
            return recording with { Targets = TargetsOf(sample, recording.Steps) };
        if (roles.Label is null)
            return recording;
        if (roles.Label is StoredList list && list.Items[sample] is StoredArray { Shape.Count: 1 } own)
            return recording with { StepLabels = Steps(recording, own.Count, step => LabelTable.TextOf(own.At(step))) };
        if (perStep is not null && oneHot is null)
            return recording with { StepLabels = Steps(recording, perStep.Shape[1], step => LabelTable.TextOf(perStep.At((long)sample * perStep.Shape[1] + step))) };
        if (perStep is not null)
            return recording with { StepLabels = Steps(recording, perStep.Shape[1], step => Hot(recording, (long)sample * perStep.Shape[1] + step, perStep.Shape[2], step)) };
        if (oneHot is not null)
            return recording with { Label = context.Labels.Code(Hot(recording, sample, oneHot.Shape[1], null) ?? "", recording.Origin) };
        return recording with { Label = context.Labels.Code(TextAt(roles.Label, sample), recording.Origin) };
    }

    private void Require(StoredValue? value, string what)
    {
        int count = value switch { null => values.Samples, StoredList list => list.Items.Count, StoredArray array => array.Count, _ => -1 };
        if (count != values.Samples)
        {
            throw new DataException(
                $"{roles.Origin}: {(value == roles.Label ? $"the labels '{what}' are" : $"'{what}' is")} {value!.Kind}, which does not fit {values.Samples} samples of {(values.FullSteps is int steps ? $"{steps}" : "different numbers of")} steps");
        }
    }

    private int[] Steps(Recording recording, int count, Func<int, string?> label)
    {
        if (count < recording.Steps)
            throw new DataException($"{recording.Origin}: has {recording.Steps} steps but labels of {count}");
        int[] labels = new int[recording.Steps];
        for (int step = 0; step < labels.Length; ++step)
            labels[step] = label(step) is string name ? context.Labels.Code(name, $"{recording.Origin}, step {step}") : -1;
        return labels;
    }

    /// <summary>The number of the class that is 1 in a row of zeros, counted from 0; null for a row of zeros alone.</summary>
    private string? Hot(Recording recording, long row, int classes, int? step)
    {
        int hot = -1;
        for (int i = 0; i < classes; ++i)
        {
            double value = oneHot!.At(row * classes + i);
            if (value == 0)
                continue;
            if (value != 1 || hot >= 0)
            {
                context.Faults.Add(FormattableString.Invariant(
                    $"{recording.Origin}{(step is null ? "" : $", step {step}")}: its row of '{roles.LabelName}' has {(value != 1 ? $"the value {value}" : "more than one 1")}; one 1 among zeros says the class"));
                return null;
            }

            hot = i;
        }

        if (hot < 0 && step is null)
            context.Faults.Add($"{recording.Origin}: its row of '{roles.LabelName}' has no 1, which says the class");
        return hot < 0 ? null : NameOf(hot);
    }

    private string NameOf(int index) => context.Description.Classes is { } classes && index < classes.Count ? classes[index] : $"{index}";

    private float[] TargetsOf(int sample, int steps)
    {
        List<(StoredArray Array, long First, int Width)> columns = [];
        List<string> names = [];
        foreach ((string name, StoredValue value) in roles.Targets)
        {
            (StoredArray array, long first, int rows) = value switch
            {
                StoredArray { Shape.Count: 2 or 3 } whole when whole.Shape[0] == values.Samples => (whole, (long)sample * whole.Shape[1] * (whole.Shape.Count == 3 ? whole.Shape[2] : 1), whole.Shape[1]),
                StoredList { Items: var items } when items.Count == values.Samples && items[sample] is StoredArray { Shape.Count: 1 or 2 } item => (item, 0L, item.Shape[0]),
                _ => throw new DataException($"{roles.Origin}: '{name}' is {value.Kind}; wanted values are [sample, step] or [sample, step, value] for {values.Samples} samples"),
            };
            if (rows < steps)
                throw new DataException($"{values.OriginOf(sample)}: has {steps} steps, but '{name}' has {rows}");
            int width = array.Shape.Count == (value is StoredList ? 2 : 3) ? array.Shape[^1] : 1;
            columns.Add((array, first, width));
            names.AddRange(width == 1 ? [name] : Enumerable.Range(0, width).Select(i => $"{name} {i}"));
        }

        TargetNames = names;
        float[] targets = new float[steps * names.Count];
        int at = 0;
        for (int step = 0; step < steps; ++step)
        {
            foreach ((StoredArray array, long first, int width) in columns)
            {
                for (int i = 0; i < width; ++i)
                    targets[at++] = (float)array.At(first + (long)step * width + i);
            }
        }

        return targets;
    }

    private static string TextAt(StoredValue value, int sample) => value switch
    {
        StoredArray array => LabelTable.TextOf(array.At(sample)),
        StoredList { Items: var items } => items[sample] switch
        {
            StoredText text => text.Value,
            StoredArray { Count: 1 } number => LabelTable.TextOf(number.At(0)),
            var other => throw new DataException($"sample {sample}: {other.Kind} is no label"),
        },
        _ => throw new DataException($"{value.Kind} is no list of labels"),
    };
}
