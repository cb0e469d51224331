using System.Text.Json;
using Bruno.Gpu.Files;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Sweeps;

/// <summary>Something that happens to a trial.</summary>
/// <param name="Trial">The name of the trial.</param>
/// <param name="Kind">What happens.</param>
internal sealed record TrialEvent(string Trial, TrialEventKind Kind)
{
    /// <summary>How far it is.</summary>
    public TrainingProgress? Progress { get; init; }

    /// <summary>What the user should know, or why it failed.</summary>
    public string? Message { get; init; }

    /// <summary>What came of it.</summary>
    public RunSummary? Summary { get; init; }

    /// <summary>Seconds that this process was at it.</summary>
    public double Seconds { get; init; }

    private static JsonSerializerOptions LineOptions { get; } = new(JsonFile.Options) { WriteIndented = false };

    /// <summary>The event on a line, as a process tells it to another.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, LineOptions);

    /// <summary>The event of a line; null where it is none, such as the last one of a process that was killed.</summary>
    public static TrialEvent? FromLine(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<TrialEvent>(line, LineOptions);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
