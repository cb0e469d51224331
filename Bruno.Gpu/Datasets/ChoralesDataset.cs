using System.Text.Json;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Datasets;

/// <summary>
/// "chorales": four-part chorales by J. S. Bach as piano rolls at quarter-note resolution; at every step the notes of the next step are
/// to be predicted. Split of Boulanger-Lewandowski, Bengio and Vincent (ICML 2012): 229 / 76 / 77 sequences.
/// </summary>
/// <remarks>
/// Reads <c>{folder}/jsb-chorales/jsb-chorales-quarter.json</c>: an object with the arrays "train", "valid" and "test"; a sequence is an
/// array of steps, a step the array of the MIDI notes (21 to 108) that sound, which may be empty. A sequence of L steps becomes a sample of
/// L - 1 steps: values are its steps 0 to L - 2, targets its steps 1 to L - 1, both 0 or 1. Notes outside the chosen columns are left out.
/// </remarks>
internal sealed class ChoralesDataset : IDatasetSource
{
    private const int LowestNote = 21;
    private const int HighestNote = LowestNote + ChoralesOptions.RollColumns - 1;
    private const string Origin =
        "the GitHub repository czhuang/JSB-Chorales-dataset, file jsb-chorales-quarter.json";

    private static readonly string[] PitchNames = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];

    /// <inheritdoc/>
    public string Name => "chorales";

    /// <inheritdoc/>
    public DatasetTask? Task => DatasetTask.SequencePrediction;

    /// <inheritdoc/>
    public string Description => "Bach chorales as piano rolls (JSB, quarter notes), read from a file; next-note prediction";

    /// <inheritdoc/>
    public (int Channels, int Outputs) Shape(DataConfiguration configuration)
    {
        int width = configuration.Chorales.LastColumn - configuration.Chorales.FirstColumn + 1;
        return (width, width);
    }

    /// <inheritdoc/>
    public Dataset Load(DataConfiguration configuration, ulong seed)
    {
        string path = PathOf(configuration.Folder);
        using JsonDocument document = Parse(path, configuration.Folder);
        List<Sample> Of(string split) => ReadSplit(document.RootElement, split, path, configuration.Chorales);
        return Build(Name, path, configuration.Chorales, Of("train"), Of("valid"), Of("test"));
    }

    /// <inheritdoc/>
    public Dataset LoadOther(string path, Split? split, DataConfiguration trained)
    {
        using JsonDocument document = Parse(path, trained.Folder);
        JsonElement root = document.RootElement;
        IEnumerable<string> parts = split switch { Split.Train => ["train"], Split.Validation => ["valid"], Split.Test => ["test"], _ => ["train", "valid", "test"] };
        // What is no object is refused where a part is read.
        bool IsWanted(string part) => split is not null || root.ValueKind != JsonValueKind.Object || root.TryGetProperty(part, out _);
        Sample[] samples = [.. parts.Where(IsWanted).SelectMany(part => ReadSplit(root, part, path, trained.Chorales))];
        return samples.Length > 0
            ? Build(path, path, trained.Chorales, [], [], samples)
            : throw new DataException($"The chorales file '{path}' has no sequence in {string.Join(", ", parts)}.");
    }

    private static Dataset Build(string name, string path, ChoralesOptions options, IReadOnlyList<Sample> train, IReadOnlyList<Sample> validation, IReadOnlyList<Sample> test)
    {
        int width = options.LastColumn - options.FirstColumn + 1;
        return new Dataset(
            name,
            DatasetTask.SequencePrediction,
            width,
            width,
            [.. Enumerable.Range(options.FirstColumn + LowestNote, width).Select(NoteName)],
            train,
            validation,
            test,
            $"JSB chorales, quarter notes, split of Boulanger-Lewandowski et al. 2012; {Origin} (which states no licence; the music is in the public domain)")
        {
            Files = [path],
        };
    }

    /// <summary>Where the file is looked for.</summary>
    /// <param name="folder">The folder of data sets.</param>
    public static string PathOf(string folder) => Path.GetFullPath(Path.Combine(folder, "jsb-chorales", "jsb-chorales-quarter.json"));

    /// <summary>Name of a MIDI note with its octave; note 60 is C4.</summary>
    internal static string NoteName(int note) => FormattableString.Invariant($"{PitchNames[note % 12]}{note / 12 - 1}");

    private static JsonDocument Parse(string path, string folder)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException(
                $"The chorales are not there: no file '{path}'. The key data.folder (now '{folder}') sets the folder that holds "
                + $"jsb-chorales/jsb-chorales-quarter.json; 'bruno data fetch chorales --folder {folder}' gets it, a public copy of the file is in {Origin}.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"The chorales cannot be read from '{path}': {exception.Message}", exception);
        }
        catch (JsonException exception)
        {
            throw new DataException(
                FormattableString.Invariant($"The chorales file '{path}' is truncated or corrupt: no valid JSON at line {exception.LineNumber + 1}, ")
                + FormattableString.Invariant($"byte {exception.BytePositionInLine + 1}. Copy it again from {Origin}."), exception);
        }
    }

    private static List<Sample> ReadSplit(JsonElement root, string split, string path, ChoralesOptions options)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Fault(path, "the file", $"is {Describe(root)}; an object with the arrays train, valid and test is expected");
        if (!root.TryGetProperty(split, out JsonElement sequences))
            throw Fault(path, $"the split '{split}'", "is missing");

        List<Sample> samples = [];
        foreach (JsonElement sequence in Elements(sequences, path, $"the split '{split}'", "an array of sequences"))
            samples.Add(ReadSequence(sequence, path, $"split '{split}', sequence {samples.Count}", options));
        return samples;
    }

    private static Sample ReadSequence(JsonElement sequence, string path, string where, ChoralesOptions options)
    {
        List<float[]> rows = [];
        foreach (JsonElement step in Elements(sequence, path, where, "an array of steps"))
            rows.Add(ReadStep(step, path, $"{where}, step {rows.Count}", options));
        if (rows.Count < 2)
            throw Fault(path, where, $"has {rows.Count} steps; predicting the next step needs at least 2");

        float[] values = [.. rows.SkipLast(1).SelectMany(row => row)];
        float[] targets = [.. rows.Skip(1).SelectMany(row => row)];
        return new Sample(values, rows.Count - 1, -1, targets);
    }

    private static float[] ReadStep(JsonElement step, string path, string where, ChoralesOptions options)
    {
        float[] row = new float[options.LastColumn - options.FirstColumn + 1];
        foreach (JsonElement element in Elements(step, path, where, "an array of notes"))
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out int note))
                throw Fault(path, where, $"holds {Describe(element)}; whole numbers (MIDI notes) are expected");
            if (note < LowestNote || note > HighestNote)
                throw Fault(path, where, $"holds the note {note}; MIDI notes from {LowestNote} to {HighestNote} are expected");
            int column = note - LowestNote - options.FirstColumn;
            if (column >= 0 && column < row.Length)
                row[column] = 1.0f;
        }

        return row;
    }

    private static JsonElement.ArrayEnumerator Elements(JsonElement element, string path, string where, string expected) =>
        element.ValueKind == JsonValueKind.Array
            ? element.EnumerateArray()
            : throw Fault(path, where, $"is {Describe(element)}; {expected} is expected");

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => $"the number {element.GetRawText()}",
        JsonValueKind.Null => "null",
        _ => element.GetRawText(),
    };

    private static DataException Fault(string path, string where, string what) =>
        new($"The chorales file '{path}' has the wrong structure: {where} {what}. Copy it again from {Origin}.");
}
