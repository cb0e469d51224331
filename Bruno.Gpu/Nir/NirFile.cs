using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Formats;
using PureHDF;

namespace Bruno.Gpu.Nir;

/// <summary>
/// NIR files: HDF5 with the text <c>version</c> at the root and the graph in the group <c>node</c>: <c>type</c> = "NIRGraph",
/// <c>edges</c> [n, 2] of names, and <c>nodes/NAME</c> with <c>type</c> and the parameters. A node may be a graph itself.
/// </summary>
internal static class NirFile
{
    private const string GraphType = "NIRGraph";

    /// <summary>Reads a file of version 0.1 to 1.x.</summary>
    /// <exception cref="DataException">It is missing, damaged, or no NIR file, or of a version that is not known.</exception>
    public static NirGraph Read(string path)
    {
        StoredTable root = Hdf5File.Read(path);
        string version = root.Find("version") is StoredText text ? text.Value : "0.1";
        if (!Version.TryParse(version.Split('-', '+', 'a', 'b', 'r')[0].TrimEnd('.'), out Version? number) || number.Major > 1)
            throw Unusable(path, "version", $"the version '{version}' of the format is not known, those from 0.1 to 1 are", "Write the graph with the package nir of one of these versions.");
        if (root.Find("node") is not StoredTable node)
            throw Unusable(path, "node", "it has no group of this name: it is no NIR file", "Give a file that was written by the package nir.");
        return Graph(path, "node", node) with { Version = version };
    }

    /// <summary>Writes a graph.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graph">The graph.</param>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public static void Write(string path, NirGraph graph)
    {
        H5File file = new() { ["version"] = graph.Version, ["node"] = Group(graph) };
        // The package closes the stream that it writes into.
        using MemoryStream content = new();
        file.Write(content);
        AtomicFile.Write(path, stream => stream.Write(content.ToArray()));
    }

    private static NirGraph Graph(string path, string name, StoredTable table)
    {
        if (table.Find("nodes") is not StoredTable nodes)
            throw Unusable(path, name, "it has no group 'nodes'", "Give a file that was written by the package nir.");
        Dictionary<string, NirNode> read = [];
        foreach ((string key, StoredValue value) in nodes.Entries)
            read[key] = Node(path, $"{name}/nodes/{key}", value);
        return new(read, [.. Edges(path, $"{name}/edges", table.Find("edges"))]);
    }

    private static NirNode Node(string path, string name, StoredValue value)
    {
        if (value is not StoredTable table || table.Find("type") is not StoredText type)
            throw Unusable(path, name, "it has no text 'type' that says what node it is", "Give a file that was written by the package nir.");
        return new(type.Value, Arrays(table))
        {
            Graph = type.Value == GraphType ? Graph(path, name, table) : null,
            Metadata = table.Find("metadata") is StoredTable metadata ? Arrays(metadata) : new Dictionary<string, StoredArray>(),
        };
    }

    private static Dictionary<string, StoredArray> Arrays(StoredTable table) => table.Entries
        .Where(entry => entry.Value is StoredArray)
        .ToDictionary(entry => entry.Key, entry => (StoredArray)entry.Value);

    private static IEnumerable<(string From, string To)> Edges(string path, string name, StoredValue? value)
    {
        foreach (StoredValue edge in value is StoredList list ? list.Items : throw Unusable(path, name, "there are no edges", "Give a file that was written by the package nir."))
        {
            yield return edge is StoredList { Items: [StoredText from, StoredText to] }
                ? (from.Value, to.Value)
                : throw Unusable(path, name, $"an edge is {edge.Kind}, not the names of two nodes", "Write edges as pairs of names.");
        }
    }

    private static H5Group Group(NirGraph graph)
    {
        H5Group nodes = [];
        foreach ((string name, NirNode node) in graph.Nodes)
        {
            H5Group group = node.Graph is null ? [] : Group(node.Graph);
            // The package writes the same text once and links to it; a copy is an object of its own, as others expect it.
            group["type"] = new string(node.Type.AsSpan());
            foreach ((string key, StoredArray array) in node.Parameters)
                group[key] = Dataset(array);
            if (node.Metadata.Count > 0)
                group["metadata"] = node.Metadata.Aggregate(new H5Group(), (metadata, entry) =>
                {
                    metadata[entry.Key] = Dataset(entry.Value);
                    return metadata;
                });
            nodes[name] = group;
        }

        string[,] edges = new string[graph.Edges.Count, 2];
        for (int i = 0; i < graph.Edges.Count; ++i)
            (edges[i, 0], edges[i, 1]) = graph.Edges[i];
        return new() { ["type"] = GraphType, ["nodes"] = nodes, ["edges"] = edges };
    }

    private static object Dataset(StoredArray array) => array.Shape.Count == 0
        ? array.Elements.GetValue(0)!
        : new H5Dataset(array.Elements, fileDims: [.. array.Shape.Select(extent => (ulong)extent)]);

    private static DataException Unusable(string path, string what, string reason, string remedy) =>
        new($"Cannot read '{path}', object '{what}': {reason}. {remedy}");
}
