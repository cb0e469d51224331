using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>A file that is one sample.</summary>
/// <param name="Values">Time-major [steps × channels].</param>
/// <param name="Steps">Time steps.</param>
/// <param name="Channels">Names of the channels.</param>
/// <param name="StepSeconds">The time step as the file says it, s.</param>
/// <param name="Grid">Of events, the extent of the sensor.</param>
internal sealed record SampleFile(float[] Values, int Steps, IReadOnlyList<string> Channels, double? StepSeconds, IReadOnlyList<int>? Grid = null)
{
    /// <summary>The extent of the sensor of N-MNIST, which its files do not say.</summary>
    private static readonly int[] AtisExtent = [34, 34];

    /// <summary>Reads a sample.</summary>
    /// <exception cref="DataException">It is damaged, or no sample.</exception>
    public static SampleFile Read(string path, FileKind kind, RecordingContext context) => kind switch
    {
        FileKind.Wave => OfSound(path, context.Description),
        FileKind.AtisEvents => OfEvents(path, context),
        FileKind.Csv => TableRecordings.Sample(path, context),
        _ => OfArray(path, context.Description),
    };

    private static SampleFile OfSound(string path, DataDescription description)
    {
        WaveFile sound = WaveFile.Read(path);
        return sound.Frames == 0
            ? throw new DataException($"{path}: there is no sound in it (no frames).")
            : new(sound.Values, sound.Frames, description.Columns is { } names && names.Count == sound.Channels ? names : sound.Channels == 1 ? ["sound"] : [.. Enumerable.Range(0, sound.Channels).Select(c => $"sound {c}")], 1.0 / sound.SampleRate);
    }

    private static SampleFile OfEvents(string path, RecordingContext context)
    {
        EventList events = AtisEvents.Read(path);
        int[] extent = [.. context.Description.Grid ?? AtisExtent];
        EventGrid grid = new(extent[0], extent.Length > 1 ? extent[1] : 1, 2, context.Binning, context.BinSeconds, context.Budget);
        (float[] values, int steps) = grid.Bin(
            events.Count, i => events.Microseconds[i] * 1e-6, i => (events.X[i], events.Y[i], events.IsOn[i] ? 1 : 0), path);
        return new(values, steps, grid.Names, grid.StepSeconds, extent);
    }

    private static SampleFile OfArray(string path, DataDescription description)
    {
        if (NpyFile.Read(path) is not StoredArray { Shape.Count: 1 or 2, Count: > 0 } array)
            throw new DataException($"{path}: a sample of its own is an array [step, channel] with at least one step.");
        int channels = array.Shape.Count == 1 ? 1 : array.Shape[1];
        return new(
            array.ToSingles(0, array.Count), array.Shape[0],
            description.Columns is { } names && names.Count == channels ? names : [.. Enumerable.Range(0, channels).Select(c => $"{c}")], null);
    }
}
