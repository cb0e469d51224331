namespace Bruno.Gpu.Recordings;

/// <summary>What arrays and columns are usually called, where a description does not say; case does not matter.</summary>
internal static class UsualNames
{
    /// <summary>Values.</summary>
    public static readonly string[] Values = ["values", "samples", "events", "data", "x", "inputs", "input", "features", "signals", "signal", "recordings", "spikes"];

    /// <summary>Labels.</summary>
    public static readonly string[] Label = ["label", "labels", "class", "classes", "y", "target", "targets"];

    /// <summary>What tells samples apart.</summary>
    public static readonly string[] Sample = ["sample", "sample_id", "id", "recording", "recording_id", "trial", "series", "sequence"];

    /// <summary>Times.</summary>
    public static readonly string[] Time = ["time", "t", "time_s", "times", "timestamp", "timestamps", "seconds"];

    /// <summary>Numbers of steps, that say nothing themselves.</summary>
    public static readonly string[] Step = ["step", "frame"];

    /// <summary>Numbers of steps of each sample.</summary>
    public static readonly string[] Lengths = ["lengths", "length", "steps"];

    /// <summary>Parts.</summary>
    public static readonly string[] Split = ["split", "set", "subset", "partition", "fold"];

    /// <summary>What must not be torn apart.</summary>
    public static readonly string[] Group = ["group", "groups", "speaker", "subject", "session", "user"];

    /// <summary>Channels of events.</summary>
    public static readonly string[] EventChannel = ["channel", "channels", "unit", "units", "neuron", "address", "x"];

    /// <summary>Rows of a sensor of events.</summary>
    public static readonly string[] EventRow = ["row", "rows", "y"];

    /// <summary>Polarities of events.</summary>
    public static readonly string[] EventPolarity = ["polarity", "polarities", "p", "on"];

    /// <summary>Whether a name says what a column of a table is for.</summary>
    public static bool IsRole(string name) => Sample.Concat(Label).Concat(Time).Concat(Split).Concat(Group).Where(usual => usual.Length > 1).Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The part that a word stands for, or null.</summary>
    public static Split? SplitOf(string word, DataDescription description)
    {
        foreach (Split split in Enum.GetValues<Split>())
        {
            if (string.Equals(description.NameOf(split), word, StringComparison.OrdinalIgnoreCase))
                return split;
        }

        return word.ToLowerInvariant() switch
        {
            "train" or "training" => Recordings.Split.Train,
            "validation" or "valid" or "val" or "dev" => Recordings.Split.Validation,
            "test" or "testing" or "heldout" => Recordings.Split.Test,
            _ => null,
        };
    }

    /// <summary>The words that may stand for a part, the described one alone where there is one.</summary>
    public static IEnumerable<string> WordsOf(Split split, DataDescription description) =>
        description.NameOf(split) is string own ? [own] : split switch
        {
            Recordings.Split.Train => ["train", "training"],
            Recordings.Split.Validation => ["validation", "valid", "val", "dev"],
            _ => ["test", "testing"],
        };
}
