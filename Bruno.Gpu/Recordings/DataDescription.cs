using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Recordings;

/// <summary>
/// What files of recordings mean, where it cannot be seen from their content. It stands in a TOML file beside the data
/// (<c>recordings.toml</c> beside <c>recordings.csv</c>, <c>data.toml</c> in a folder), or in the table <c>[data.description]</c>
/// of a configuration, which goes over it. What is left out is recognised.
/// </summary>
public sealed record DataDescription : IValidated
{
    /// <summary>What the data are, in a line.</summary>
    public string? Title { get; init; }

    /// <summary>Where the data come from.</summary>
    public string? Source { get; init; }

    /// <summary>The licence of the data.</summary>
    public string? Licence { get; init; }

    /// <summary>What is to be learned; not given, a class a sample or a step, as the labels are.</summary>
    public DataTask? Task { get; init; }

    /// <summary>
    /// Path of the files, matched from the end: <c>{label}</c>, <c>{group}</c> and <c>{split}</c> stand for a word of it, <c>*</c> for
    /// anything within a name: <c>"{split}/{label}/*.bin"</c>, <c>"{label}_{group}_*.wav"</c>.
    /// </summary>
    public string? Files { get; init; }

    /// <summary>Of a file of named arrays, the array of values, or the key of values in each item of a list; <c>{split}</c> stands for the name of a part.</summary>
    public string? Values { get; init; }

    /// <summary>What the axes of the values count, such as ["sample", "step", "channel"]; not given, in this order, the last left out where there are two.</summary>
    public IReadOnlyList<DataAxis>? Axes { get; init; }

    /// <summary>The column, array or key of labels; <c>{split}</c> as in <see cref="Values"/>.</summary>
    public string? Label { get; init; }

    /// <summary>The classes, in order: labels by name, or numbers counted from 0. Not given, all labels that there are, sorted.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Labels of steps that do not count.</summary>
    public IReadOnlyList<string>? Uncounted { get; init; }

    /// <summary>The columns or arrays with the values that are wanted, for the task "values".</summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>The columns of a table that are channels, in this order; of other files, the names of the channels. Not given, all that have no other meaning.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Whether every column of a table that has no other meaning is a channel: other data of the kind must then have no more. Not given, where columns are not named.</summary>
    public bool? AllColumns { get; init; }

    /// <summary>The column of a table that tells samples apart; its rows with the same value, one after the other, are a sample.</summary>
    public string? Sample { get; init; }

    /// <summary>The column or array of times, s: equidistant for rows of values, any for events.</summary>
    public string? Time { get; init; }

    /// <summary>The array with the number of steps of each sample, where samples are filled up to one length.</summary>
    public string? Lengths { get; init; }

    /// <summary>The column or array that says which part a sample belongs to.</summary>
    public string? Split { get; init; }

    /// <summary>What the part for training is called in the data.</summary>
    public string? Train { get; init; }

    /// <summary>What the part for validation is called in the data.</summary>
    public string? Validation { get; init; }

    /// <summary>What the part for testing is called in the data.</summary>
    public string? Test { get; init; }

    /// <summary>Files of the part for testing, patterns as in <see cref="Files"/>, where their names do not say the part.</summary>
    public IReadOnlyList<string>? TestFiles { get; init; }

    /// <summary>The column, array or key of what must not be torn apart by a split: a speaker, a subject, a day.</summary>
    public string? Group { get; init; }

    /// <summary>The duration of a time step; of events, of a bin. Not given, what the file says, or 1 ms.</summary>
    [Number(Above = 0, To = 1e6, Unit = "s")]
    public double? TimeStep { get; init; }

    /// <summary>Of events in a file of tables: the column or array of channels, or of columns of a sensor.</summary>
    public string? EventChannel { get; init; }

    /// <summary>Of events: the column or array of rows of a sensor.</summary>
    public string? EventRow { get; init; }

    /// <summary>Of events: the column or array of polarities, 0 (or -1) and 1.</summary>
    public string? EventPolarity { get; init; }

    /// <summary>Of events, the extent of the sensor: [channels], or [columns, rows].</summary>
    [Number(From = 1, To = 1_000_000)]
    public IReadOnlyList<int>? Grid { get; init; }

    /// <summary>What the numbers of event times are counted in; not given, seconds.</summary>
    [Number(Above = 0, To = 1e6, Unit = "s")]
    public double? EventTimeUnit { get; init; }

    /// <summary>Whether recordings that are there more than once are taken once.</summary>
    public bool? Distinct { get; init; }

    /// <summary>The unit of the values, for pictures and messages.</summary>
    public string? Unit { get; init; }

    /// <summary>Columns that have a meaning and are not asked for.</summary>
    internal IReadOnlyList<string> Unneeded { get; init; } = [];

    /// <summary>What this says, and for the rest what a weaker description says.</summary>
    public DataDescription Over(DataDescription? weaker) => weaker is null ? this : new()
    {
        Title = Title ?? weaker.Title,
        Source = Source ?? weaker.Source,
        Licence = Licence ?? weaker.Licence,
        Task = Task ?? weaker.Task,
        Files = Files ?? weaker.Files,
        Values = Values ?? weaker.Values,
        Axes = Axes ?? weaker.Axes,
        Label = Label ?? weaker.Label,
        Classes = Classes ?? weaker.Classes,
        Uncounted = Uncounted ?? weaker.Uncounted,
        Targets = Targets ?? weaker.Targets,
        Columns = Columns ?? weaker.Columns,
        AllColumns = AllColumns ?? weaker.AllColumns,
        Sample = Sample ?? weaker.Sample,
        Time = Time ?? weaker.Time,
        Lengths = Lengths ?? weaker.Lengths,
        Split = Split ?? weaker.Split,
        Train = Train ?? weaker.Train,
        Validation = Validation ?? weaker.Validation,
        Test = Test ?? weaker.Test,
        TestFiles = TestFiles ?? weaker.TestFiles,
        Group = Group ?? weaker.Group,
        TimeStep = TimeStep ?? weaker.TimeStep,
        EventChannel = EventChannel ?? weaker.EventChannel,
        EventRow = EventRow ?? weaker.EventRow,
        EventPolarity = EventPolarity ?? weaker.EventPolarity,
        Grid = Grid ?? weaker.Grid,
        EventTimeUnit = EventTimeUnit ?? weaker.EventTimeUnit,
        Distinct = Distinct ?? weaker.Distinct,
        Unit = Unit ?? weaker.Unit,
    };

    /// <summary>What a part is called in the data; none where the description does not say.</summary>
    public string? NameOf(Split split) => split switch
    {
        Recordings.Split.Train => Train,
        Recordings.Split.Validation => Validation,
        _ => Test,
    };

    /// <summary>
    /// Whether the first row of a table names its columns though some of them are numbers: it has all that the description names, or
    /// two that usually mean something; null where its cells must tell.
    /// </summary>
    internal bool? IsHeader(string[] cells)
    {
        string[] expected = [.. new[] { Sample, Label, Split, Group, Time, EventChannel, EventRow, EventPolarity }.OfType<string>(), .. Columns ?? [], .. Targets ?? []];
        return (expected.Length > 0 && expected.All(cells.Contains)) || cells.Count(UsualNames.IsRole) > 1 ? true : null;
    }

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Classes is { } classes && classes.Distinct().Count() != classes.Count)
            yield return new("classes", "must not name a class twice");
        if (Axes is { } axes && (axes.Distinct().Count() != axes.Count || !axes.Contains(DataAxis.Sample) || axes.Count < 2))
            yield return new("axes", "must name sample, and step or channel or both, each once");
        if (Grid is { Count: 0 or > 2 })
            yield return new("grid", "must have one extent or two: [channels], or [columns, rows]");
        if (Task == DataTask.Values && Targets is null or [])
            yield return new("targets", "must name the columns or arrays that are wanted, for task = \"values\"");
    }
}
