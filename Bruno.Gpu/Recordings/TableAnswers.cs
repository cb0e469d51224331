using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>What the samples of a table should come to, and their parts and groups.</summary>
internal sealed class TableAnswers
{
    private readonly TextTable table;
    private readonly TableSamples samples;
    private readonly RecordingContext context;
    private readonly TextCodes? labels;
    private readonly TextCodes? splits;
    private readonly TextCodes? groups;
    private readonly IReadOnlyList<float[]> targets;
    private readonly bool ofSteps;

    /// <summary>Reads the columns of answers.</summary>
    public TableAnswers(TextTable table, TableColumns columns, TableSamples samples, RecordingContext context)
    {
        (this.table, this.samples, this.context) = (table, samples, context);
        DataDescription description = context.Description;
        DataTask? task = description.Task ?? (description.Targets is null ? null : DataTask.Values);
        labels = columns.Label is null || task is DataTask.NextStep or DataTask.Values ? null : table.Texts(columns.Label, mayBeEmpty: true);
        splits = columns.Split is null ? null : table.Texts(columns.Split);
        groups = columns.Group is null ? null : table.Texts(columns.Group);
        targets = task == DataTask.Values ? table.Numbers(description.Targets!) : [];
        // A wrong label or two are faults of their samples; where most samples change theirs, labels are of steps.
        ofSteps = labels is not null && (task == DataTask.StepClass
            || (task != DataTask.Class && 2 * Enumerable.Range(0, samples.Count).Count(sample => FirstOther(labels, sample) is not null) > samples.Count));
    }

    /// <summary>The part of a sample, or null.</summary>
    public Split? SplitOf(int sample)
    {
        if (splits is null || One(splits, sample, "splits") is not string word)
            return null;
        if (UsualNames.SplitOf(word, context.Description) is Split split)
            return split;
        context.Faults.Add($"{samples.Origin(sample)}: the split '{word}' is none of train, validation and test; say what they are called: train = \"...\", validation, test in the description");
        return null;
    }

    /// <summary>The group of a sample, or null.</summary>
    public string? GroupOf(int sample) => groups is null ? null : One(groups, sample, "groups");

    /// <summary>A recording with its answer.</summary>
    public Recording Complete(int sample, Recording recording)
    {
        if (targets.Count > 0)
            return recording with { Targets = TableRecordings.Interleave(targets, samples.First(sample), samples.Steps(sample)) };
        if (labels is null)
            return recording;
        if (ofSteps)
        {
            int first = samples.First(sample);
            return recording with
            {
                StepLabels = [.. Enumerable.Range(first, samples.Steps(sample)).Select(row =>
                    labels[row] is { Length: > 0 } name ? context.Labels.Code(name, $"{table.Path}:{table.Lines[row]}") : -1)],
            };
        }

        string label = One(labels, sample, "labels") ?? "";
        if (label.Length == 0)
            context.Faults.Add($"{samples.Origin(sample)}: has no label");
        return recording with { Label = context.Labels.Code(label, samples.Origin(sample)) };
    }

    private int? FirstOther(TextCodes codes, int sample)
    {
        int first = samples.First(sample), end = first + samples.Steps(sample);
        for (int row = first + 1; row < end; ++row)
        {
            if (codes.Codes[row] != codes.Codes[first])
                return row;
        }

        return null;
    }

    private string? One(TextCodes codes, int sample, string what)
    {
        if (FirstOther(codes, sample) is int row)
            context.Faults.Add($"{table.Path}:{table.Lines[row]}: the rows of a sample have different {what}, '{codes[samples.First(sample)]}' and '{codes[row]}'{(what == "labels" && context.Description.Task is null ? "; where classes are of steps: task = \"step_class\" in the description" : "")}");
        return codes[samples.First(sample)];
    }
}
