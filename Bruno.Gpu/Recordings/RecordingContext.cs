namespace Bruno.Gpu.Recordings;

/// <summary>What all readers of recordings share: what is asked for, and what they find.</summary>
/// <param name="path">The file or folder.</param>
/// <param name="description">What is known of the data.</param>
/// <param name="binning">How events are counted.</param>
/// <param name="faults">Receives what is wrong.</param>
internal sealed class RecordingContext(string path, DataDescription description, EventBinning binning, DataFaults faults)
{
    /// <summary>The time step where nothing says another, s.</summary>
    public const double UsualStepSeconds = 1e-3;

    /// <summary>The file or folder.</summary>
    public string Path { get; } = path;

    /// <summary>What is known of the data.</summary>
    public DataDescription Description { get; } = description;

    /// <summary>How events are counted.</summary>
    public EventBinning Binning { get; } = binning;

    /// <summary>What is wrong.</summary>
    public DataFaults Faults { get; } = faults;

    /// <summary>What the values may take of the memory.</summary>
    public ValueBudget Budget { get; } = new(path);

    /// <summary>The labels that were found.</summary>
    public LabelTable Labels { get; } = new(description.Uncounted);

    /// <summary>What was recognised rather than said.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>The duration of a bin of events, s.</summary>
    public double BinSeconds => Binning.BinSeconds ?? Description.TimeStep ?? UsualStepSeconds;

    /// <summary>Keeps what was recognised, once.</summary>
    public void Remark(string remark)
    {
        if (!Remarks.Contains(remark))
            Remarks.Add(remark);
    }
}
