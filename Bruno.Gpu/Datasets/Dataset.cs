using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Datasets;

/// <summary>
/// A data set in memory, immutable and checked: three non-empty splits (or a test split alone, of data that a network is only
/// judged on), consistent shapes, finite numbers, labels in range.
/// </summary>
public sealed record Dataset
{
    /// <summary>Takes the parts and checks them all.</summary>
    /// <param name="name">Name in the catalogue.</param>
    /// <param name="task">What the network is asked to do.</param>
    /// <param name="channels">Width of an input row, at least 1.</param>
    /// <param name="outputs">Number of classes, or width of a target row; at least 1.</param>
    /// <param name="outputNames">One name for each output.</param>
    /// <param name="train">Training samples, at least one; none where there are only test samples.</param>
    /// <param name="validation">Validation samples, at least one; none where there are only test samples.</param>
    /// <param name="test">Test samples, at least one.</param>
    /// <param name="source">One line: where the data come from, licence, seed.</param>
    /// <param name="stepSeconds">Duration of a time step in seconds, positive.</param>
    /// <exception cref="DataException">A part is inconsistent; the message names split, sample, step and channel.</exception>
    public Dataset(
        string name,
        DatasetTask task,
        int channels,
        int outputs,
        IReadOnlyList<string> outputNames,
        IReadOnlyList<Sample> train,
        IReadOnlyList<Sample> validation,
        IReadOnlyList<Sample> test,
        string source,
        double stepSeconds = 1e-3)
    {
        Name = name;
        Task = task;
        Channels = channels;
        Outputs = outputs;
        OutputNames = Array.AsReadOnly(outputNames.ToArray());
        StepSeconds = stepSeconds;
        // Copies: a list that the caller goes on changing must not change a data set that has been checked.
        Train = Array.AsReadOnly(train.ToArray());
        Validation = Array.AsReadOnly(validation.ToArray());
        Test = Array.AsReadOnly(test.ToArray());
        Source = source;

        CheckShape();
        CheckSplit("train", Train);
        CheckSplit("validation", Validation);
        CheckSplit("test", Test);
        if (Train.Count + Validation.Count == 0 && Test.Count > 0)
            return;
        foreach ((string split, IReadOnlyList<Sample> samples) in new[] { ("train", Train), ("validation", Validation), ("test", Test) })
        {
            if (samples.Count == 0)
                throw Fault($"the {split} split is empty; every split needs at least one sample. Use more data or other split fractions");
        }
    }

    private Dataset(
        string name, DatasetTask task, int channels, int outputs, IReadOnlyList<string> outputNames, RepeatedSample train, RepeatedSample validation,
        RepeatedSample test, string source, double stepSeconds)
    {
        (Name, Task, Channels, Outputs, OutputNames, StepSeconds, Source) = (name, task, channels, outputs, outputNames, stepSeconds, source);
        (Train, Validation, Test) = (train, validation, test);
        IsOutline = true;
    }

    /// <summary>Whether samples have shapes alone and no numbers, for a plan of what a run would take.</summary>
    internal bool IsOutline { get; }

    /// <summary>The outline of a data set for classification whose samples are alike in shape: what a plan needs to know of it.</summary>
    internal static Dataset Outline(
        string name, int channels, IReadOnlyList<string> outputNames, int steps, int train, int validation, int test, string source)
    {
        Sample like = new([], steps, 0, null);
        return new(
            name, DatasetTask.Classification, channels, outputNames.Count, outputNames, new(like, train), new(like, validation), new(like, test), source, 1e-3);
    }

    /// <summary>The same data set with its samples changed one by one, and another duration of a step.</summary>
    internal Dataset Map(Func<Sample, Sample> change, double stepSeconds)
    {
        if (IsOutline)
        {
            RepeatedSample Changed(IReadOnlyList<Sample> split) => new(change(((RepeatedSample)split).Sample), split.Count);
            return new(Name, Task, Channels, Outputs, OutputNames, Changed(Train), Changed(Validation), Changed(Test), Source, stepSeconds);
        }

        return new(
            Name, Task, Channels, Outputs, OutputNames, [.. Train.Select(change)], [.. Validation.Select(change)], [.. Test.Select(change)], Source, stepSeconds)
        {
            ChannelNames = ChannelNames, Found = Found, Files = Files, Remarks = Remarks, Warnings = Warnings,
        };
    }

    /// <summary>Name in the catalogue.</summary>
    public string Name { get; }

    /// <summary>What the network is asked to do.</summary>
    public DatasetTask Task { get; }

    /// <summary>Width of an input row.</summary>
    public int Channels { get; }

    /// <summary>Number of classes, or width of a target row.</summary>
    public int Outputs { get; }

    /// <summary>What a network must know of it.</summary>
    public DataShape Shape => new(Channels, Outputs, Task != DatasetTask.Classification, StepSeconds);

    /// <summary>Names of the channels, where the data have any; else none.</summary>
    public IReadOnlyList<string> ChannelNames { get; init; } = [];

    /// <summary>What was found out by reading, as settings: classes, and what preparation takes from training samples. Null where nothing was.</summary>
    public DataConfiguration? Found { get; init; }

    /// <summary>The files that were read; none where the program made the data.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What the user should know of how the data were read.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>What makes results doubtful.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The same data set with some samples of each split.</summary>
    internal Dataset With(Func<IReadOnlyList<Sample>, IReadOnlyList<Sample>> choose) =>
        new(Name, Task, Channels, Outputs, OutputNames, choose(Train), choose(Validation), choose(Test), Source, StepSeconds)
        {
            ChannelNames = ChannelNames, Found = Found, Files = Files, Remarks = Remarks, Warnings = Warnings,
        };

    /// <summary>Names of the classes or of the target columns, <see cref="Outputs"/> of them.</summary>
    public IReadOnlyList<string> OutputNames { get; }

    /// <summary>Duration of a time step in seconds.</summary>
    public double StepSeconds { get; }

    /// <summary>Samples to learn from; the only ones that statistics are taken from.</summary>
    public IReadOnlyList<Sample> Train { get; }

    /// <summary>Samples to choose epochs and learning rates by.</summary>
    public IReadOnlyList<Sample> Validation { get; }

    /// <summary>Samples to report on; nothing is chosen by them.</summary>
    public IReadOnlyList<Sample> Test { get; }

    /// <summary>One line: where the data come from, licence, seed.</summary>
    public string Source { get; }

    /// <summary>Time steps of the longest sample of all splits.</summary>
    public int MaximumSteps => Train.Concat(Validation).Concat(Test).Max(sample => sample.Steps);

    /// <summary>The class of a sample, or of one of its steps; -1 for a step that does not count.</summary>
    internal int ClassOf(Sample sample, int step) => sample.Label >= 0 ? sample.Label : sample.Targets.AsSpan(step * Outputs, Outputs).IndexOf(1.0f);

    /// <summary>The samples of a split: train, validation or test.</summary>
    public IReadOnlyList<Sample> SplitOf(string name) => name switch
    {
        "train" => Train,
        "validation" => Validation,
        "test" => Test,
        _ => throw new ArgumentException($"There is no split '{name}'.", nameof(name)),
    };

    private void CheckShape()
    {
        if (Channels < 1)
            throw Fault($"it has {Channels} channels; at least 1 is needed");
        if (Outputs < 1)
            throw Fault($"it has {Outputs} outputs; at least 1 is needed");
        if (OutputNames.Count != Outputs)
            throw Fault($"it has {Outputs} outputs but {OutputNames.Count} output names");
        if (!double.IsFinite(StepSeconds) || StepSeconds <= 0)
            throw Fault(FormattableString.Invariant($"its time step is {StepSeconds} s; it must be positive and finite"));
    }

    private void CheckSplit(string split, IReadOnlyList<Sample> samples)
    {
        for (int index = 0; index < samples.Count; index++)
        {
            Sample sample = samples[index];
            string where = $"{split} sample {index}";
            if (sample.Steps < 1)
                throw Fault($"{where} has {sample.Steps} steps; at least 1 is needed");
            CheckArray(sample.Values, sample.Steps, Channels, where, "values", "channel");
            CheckAnswer(sample, where);
        }
    }

    private void CheckAnswer(Sample sample, string where)
    {
        if (Task == DatasetTask.Classification)
        {
            if (sample.Label < 0 || sample.Label >= Outputs)
                throw Fault($"{where} has label {sample.Label}; labels run from 0 to {Outputs - 1}");
            if (sample.Targets is not null)
                throw Fault($"{where} has targets, which classification does not use");
            return;
        }

        if (sample.Label != -1)
            throw Fault($"{where} has label {sample.Label}; targets of steps go without one, which is written -1");
        if (sample.Targets is null)
            throw Fault($"{where} has no targets, which each of its steps needs");
        CheckArray(sample.Targets, sample.Steps, Outputs, where, "targets", "output");
    }

    private void CheckArray(float[] values, int steps, int width, string where, string what, string column)
    {
        if (values.Length != (long)steps * width)
            throw Fault($"{where} has {values.Length} {what}; {steps} steps × {width} {column}s need {(long)steps * width}");

        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i]))
                continue;
            string value = float.IsNaN(values[i]) ? "not a number (NaN)" : "infinite";
            throw Fault($"{where}, step {i / width}, {column} {i % width}: the value in its {what} is {value}. "
                + "Repair or remove the sample at its source");
        }
    }

    private DataException Fault(string what) => new($"Data set '{Name}': {what}. (Source: {Source})");
}
