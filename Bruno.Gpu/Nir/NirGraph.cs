namespace Bruno.Gpu.Nir;

/// <summary>A graph in the Neuromorphic Intermediate Representation: what NIR files hold.</summary>
/// <param name="Nodes">The nodes by name.</param>
/// <param name="Edges">The edges, from node to node.</param>
internal sealed record NirGraph(IReadOnlyDictionary<string, NirNode> Nodes, IReadOnlyList<(string From, string To)> Edges)
{
    /// <summary>The version of the format that graphs are written in.</summary>
    public const string CurrentVersion = "1.0";

    /// <summary>The version of the format; that of the file where it was read from one.</summary>
    public string Version { get; init; } = CurrentVersion;
}
