using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Preparations;

/// <summary>Keeps some channels, by name, in the order given.</summary>
public sealed record SelectPreparation : Preparation, IValidated
{
    /// <summary>The names of the channels; arrays without names count from "0".</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <inheritdoc/>
    internal override SignalShape After(SignalShape shape)
    {
        string[] unknown = [.. Channels.Where(name => !shape.Channels.Contains(name))];
        return unknown.Length == 0 ? shape with { Channels = Channels } : throw new BrunoException(
            ExitCode.Usage, $"data.preparation: select asks for the channels {string.Join(", ", unknown)}, which the data do not have (there are {string.Join(", ", shape.Channels.Take(40))}).");
    }

    /// <inheritdoc/>
    internal override Recording Apply(Recording recording, SignalShape shape)
    {
        int[] chosen = [.. Channels.Select(name => shape.Channels.Index().First(channel => channel.Item == name).Index)];
        float[] values = new float[recording.Steps * chosen.Length];
        for (int step = 0; step < recording.Steps; ++step)
        {
            for (int i = 0; i < chosen.Length; ++i)
                values[step * chosen.Length + i] = recording.Values[step * shape.Width + chosen[i]];
        }

        return recording with { Values = values };
    }

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Channels.Count == 0)
            yield return new("channels", "must name at least one channel");
        if (Channels.Distinct().Count() != Channels.Count)
            yield return new("channels", "must not name a channel twice");
    }
}
