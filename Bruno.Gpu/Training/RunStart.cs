using System.Text.Json;
using System.Text.Json.Nodes;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Files;
using Bruno.Gpu.Reporting;

namespace Bruno.Gpu.Training;

/// <summary>
/// One start of a run, the first or a resume. environment.json holds the report of the latest start, and under <c>starts</c> that of
/// every start with the place it began at and what it changed.
/// </summary>
/// <param name="Report">What it ran on.</param>
/// <param name="Epoch">Epochs that were complete.</param>
/// <param name="Batch">Batches of the next epoch that were done.</param>
/// <param name="Changes">Settings that a resume changed.</param>
/// <param name="Checkpoint">The checkpoint that it went on from; none at the first start.</param>
/// <param name="Data">The checksum of the data.</param>
internal sealed record RunStart(EnvironmentReport Report, int Epoch, int Batch, IReadOnlyList<SettingDifference> Changes, string? Checkpoint, string Data)
{
    private const string Starts = "starts";

    /// <summary>Adds the start to a run's environment.json, or begins the file.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="note">Told where the file was there but cannot be read.</param>
    public void Record(RunFolder folder, Action<string>? note)
    {
        JsonArray starts = Earlier(folder, note);
        JsonObject start = ToJson();
        start["epoch"] = Epoch;
        start["batch"] = Batch;
        start["checkpoint"] = Checkpoint;
        start["data_xxh128"] = Data;
        start["changes"] = new JsonArray([.. Changes.Select(change => JsonValue.Create(change.ToString()))]);
        starts.Add(start);
        JsonObject latest = ToJson();
        latest[Starts] = starts;
        JsonFile.Write(folder.Environment, latest, folder.Files);
    }

    private JsonObject ToJson() => (JsonObject)JsonSerializer.SerializeToNode(Report, JsonFile.Options)!;

    private static JsonArray Earlier(RunFolder folder, Action<string>? note)
    {
        string path = folder.Environment;
        try
        {
            if (!folder.Files.Exists(path))
                return [];
            JsonObject earlier = JsonFile.ParseObject(folder.Files.ReadBytes(path));
            if (earlier[Starts] is not JsonArray starts)
                return [earlier];
            earlier.Remove(Starts);
            return starts;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            note?.Invoke($"The earlier starts of the run are lost: '{path}' cannot be read ({exception.Message.TrimEnd('.')}).");
            return [];
        }
    }
}
