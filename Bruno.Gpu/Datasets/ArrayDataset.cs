using System.Globalization;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Datasets;

/// <summary>
/// "arrays": data that a program has in memory. They are checked, split and prepared as recordings from files are; a run that was trained on
/// them can be judged by its program, and by <c>bruno evaluate RUN --data FILE</c> on files of the same channels.
/// </summary>
public sealed class ArrayDataset : IDatasetSource
{
    internal const string ArraysName = "arrays";

    /// <inheritdoc/>
    public string Name => ArraysName;

    /// <inheritdoc/>
    public string Description => "arrays of a program";

    /// <inheritdoc/>
    public DatasetTask? Task => null;

    /// <summary>A data set of samples that have a class each.</summary>
    /// <param name="values">A sample each, [step, channel]; samples may differ in steps, not in channels.</param>
    /// <param name="classes">The class of each, counted from 0.</param>
    /// <param name="settings">How they are split and prepared, and what their channels and classes are called; as is usual where not given.</param>
    /// <exception cref="DataException">They do not fit together; the message says which sample.</exception>
    public static Dataset OfClasses(IReadOnlyList<float[,]> values, IReadOnlyList<int> classes, DataConfiguration? settings = null)
    {
        RequireSamples(values, classes.Count, "classes");
        foreach ((int sample, int of) in classes.Index())
        {
            if (of < 0)
                throw new DataException($"arrays: sample {sample} has the class {of}; classes are counted from 0.");
        }

        int count = Math.Max(classes.DefaultIfEmpty().Max() + 1, settings?.Description?.Classes?.Count ?? 0);
        IReadOnlyList<string> names = settings?.Description?.Classes ?? Numbered("", count);
        if (names.Count < count)
            throw new DataException($"arrays: there are classes up to {count - 1}, counted from 0, but {names.Count} of them have names (Description.Classes).");
        return Of(values, settings, DataTask.Class, names, (recording, sample) => recording with { Label = classes[sample] });
    }

    /// <summary>A data set of samples that should come to values at every step.</summary>
    /// <param name="values">A sample each, [step, channel].</param>
    /// <param name="targets">What is wanted of each, [step, output].</param>
    /// <param name="settings">How they are split and prepared; as is usual where not given.</param>
    /// <exception cref="DataException">They do not fit together; the message says which sample.</exception>
    public static Dataset OfTargets(IReadOnlyList<float[,]> values, IReadOnlyList<float[,]> targets, DataConfiguration? settings = null)
    {
        RequireSamples(values, targets.Count, "targets");
        int outputs = targets[0].GetLength(1);
        for (int sample = 0; sample < targets.Count; ++sample)
        {
            if (targets[sample].GetLength(0) != values[sample].GetLength(0) || targets[sample].GetLength(1) != outputs)
            {
                throw new DataException(
                    $"arrays: the targets of sample {sample} are {Shape(targets[sample])}; {values[sample].GetLength(0)} steps x {outputs} outputs are needed, as many steps as its values have and outputs as the first sample.");
            }
        }

        return Of(values, settings, DataTask.Values, settings?.Description?.Targets ?? Numbered("output", outputs), (recording, sample) => recording with { Targets = Flat(targets[sample]) });
    }

    /// <inheritdoc/>
    public Dataset Load(DataConfiguration configuration, ulong seed) => throw new BrunoException(
        ExitCode.Usage, "The data of this run were arrays of a program, which are in no file: go on with it in that program, or judge it on files of the same kind with --data.");

    /// <inheritdoc/>
    public Dataset LoadOther(string path, Split? split, DataConfiguration trained) => RecordedData.LoadOther(path, split, trained);

    /// <inheritdoc/>
    public (int Channels, int Outputs) Shape(DataConfiguration configuration)
    {
        Dataset data = Load(configuration, configuration.Seed);
        return (data.Channels, data.Outputs);
    }

    private static Dataset Of(
        IReadOnlyList<float[,]> values, DataConfiguration? settings, DataTask task, IReadOnlyList<string> outputs, Func<Recording, int, Recording> withAnswer)
    {
        settings = (settings ?? new()) with { Name = ArraysName, Path = null };
        int channels = values[0].GetLength(1);
        IReadOnlyList<string> names = settings.Description?.Columns ?? Numbered("channel", channels);
        for (int sample = 0; sample < values.Count; ++sample)
        {
            if (values[sample].GetLength(0) < 1 || values[sample].GetLength(1) != names.Count)
                throw new DataException($"arrays: sample {sample} is {Shape(values[sample])}; each sample needs at least one step and {names.Count} channels.");
        }

        double step = settings.Description?.TimeStep ?? RecordingContext.UsualStepSeconds;
        return RecordedData.Of(ArraysName, new RecordingSet
        {
            Path = "arrays",
            Task = task,
            Channels = names,
            Outputs = outputs,
            StepSeconds = step,
            Recordings = [.. values.Select((sample, index) => withAnswer(
                new Recording { Values = Flat(sample), Steps = sample.GetLength(0), Origin = $"arrays: sample {index}" }, index))],
            Description = (settings.Description ?? new()) with
            {
                Task = task,
                Columns = names,
                TimeStep = step,
                Classes = task == DataTask.Class ? outputs : null,
                Targets = task == DataTask.Values ? outputs : null,
            },
            Files = [],
        }, settings);
    }

    private static void RequireSamples(IReadOnlyList<float[,]> values, int answers, string what)
    {
        if (values.Count == 0)
            throw new DataException("arrays: there are no samples; train on at least three of each class.");
        if (values.Count != answers)
            throw new DataException($"arrays: there are {values.Count} samples and {answers} {what}; every sample needs its own.");
    }

    private static string[] Numbered(string what, int count) => [.. Enumerable.Range(0, count).Select(index => string.Create(CultureInfo.InvariantCulture, $"{what}{index}"))];

    private static string Shape(float[,] array) => string.Create(CultureInfo.InvariantCulture, $"{array.GetLength(0)} x {array.GetLength(1)}");

    private static float[] Flat(float[,] rows) => [.. rows.Cast<float>()];
}
