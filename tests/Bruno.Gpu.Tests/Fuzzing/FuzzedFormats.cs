using Bruno.Gpu.Accelerators;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>All formats of files that the program reads.</summary>
internal sealed class FuzzedFormats(ComputeDevice device) : IDisposable
{
    /// <summary>A file that no input may bring about: pickles among the seeds ask for it.</summary>
    public const string Executed = "bruno-fuzz-executed";

    private static readonly Dictionary<string, Func<FuzzedFormats, FuzzedFormat>> Makers = new(StringComparer.Ordinal)
    {
        ["config"] = _ => FuzzedTexts.Config(),
        ["card"] = _ => FuzzedTexts.Card(),
        ["device"] = _ => FuzzedTexts.Device(),
        ["verilog-a"] = _ => FuzzedTexts.VerilogA(),
        ["circuit"] = _ => FuzzedTexts.Circuit(),
        ["sweep"] = _ => FuzzedTexts.Sweep(),
        ["data-description"] = _ => FuzzedTexts.DataDescription(),
        ["currents"] = _ => FuzzedTables.Currents(),
        ["voltages"] = _ => FuzzedTables.Voltages(),
        ["measurements"] = _ => FuzzedTables.Measurements(),
        ["conductances"] = _ => FuzzedTables.Conductances(),
        ["levels"] = _ => FuzzedTables.Levels(),
        ["table"] = _ => FuzzedTables.Recordings(),
        ["npz"] = _ => FuzzedRecordings.Npz(),
        ["npy"] = _ => FuzzedRecordings.Npy(),
        ["hdf5"] = _ => FuzzedRecordings.Hdf5(),
        ["nir"] = _ => FuzzedRecordings.Nir(),
        ["matlab"] = _ => FuzzedRecordings.Matlab(),
        ["time-series"] = _ => FuzzedRecordings.TimeSeries(),
        ["wave"] = _ => FuzzedRecordings.Wave(),
        ["pickle"] = _ => FuzzedRecordings.Pickle(),
        ["torch"] = _ => FuzzedRecordings.Torch(),
        ["safetensors"] = _ => FuzzedRecordings.Safetensors(),
        ["events"] = _ => FuzzedRecordings.Events(),
        ["chorales"] = _ => FuzzedRecordings.Chorales(),
        ["zip"] = _ => FuzzedRecordings.Zip(),
        ["gzip"] = _ => FuzzedRecordings.Gzip(),
        ["checkpoint"] = formats => formats.runs.Checkpoint(),
        ["run-config"] = formats => formats.runs.Config(),
        ["run-summary"] = formats => formats.runs.Summary(),
        ["run-environment"] = formats => formats.runs.Environment(),
        ["run-metrics"] = formats => formats.runs.Metrics(),
        ["run-chips"] = formats => formats.runs.Chips(),
        ["run-chip-rows"] = formats => formats.runs.ChipRows(),
        ["run-lock"] = formats => formats.runs.Lock(),
        ["trial-failure"] = formats => formats.runs.TrialFailure(),
    };

    private readonly FuzzedRuns runs = new(device);

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => Makers.Keys;

    /// <summary>A format by its name.</summary>
    public FuzzedFormat Find(string name) => Makers[name](this);

    /// <inheritdoc/>
    public void Dispose() => runs.Dispose();
}
