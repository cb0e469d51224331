using Bruno.Gpu.Datasets;

namespace Bruno.Cli.Commands;

/// <summary>The settings of data alone, for commands that need no network.</summary>
internal sealed record DataSettings
{
    /// <summary>The table [data].</summary>
    public DataConfiguration Data { get; init; } = new();
}
