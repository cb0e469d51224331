namespace Bruno.Gpu.Nir;

/// <summary>A graph without graphs within it, and without nodes that hand on what they get (Flatten, inner inputs and outputs).</summary>
internal sealed class NirFlattening
{
    private readonly Dictionary<string, NirNode> nodes = new(StringComparer.Ordinal);
    private readonly HashSet<(string From, string To)> edges = [];
    private readonly Dictionary<string, (string Entry, string Exit)> graphs = new(StringComparer.Ordinal);
    private readonly HashSet<string> passing = new(StringComparer.Ordinal);
    private readonly NirFaults faults;

    private NirFlattening(NirFaults faults) => this.faults = faults;

    /// <summary>The nodes by name; those of inner graphs are called GRAPH.NODE.</summary>
    public IReadOnlyDictionary<string, NirNode> Nodes => nodes;

    /// <summary>The edges among them.</summary>
    public IReadOnlySet<(string From, string To)> Edges => edges;

    /// <summary>Flattens a graph.</summary>
    public static NirFlattening Of(NirGraph graph, NirFaults faults)
    {
        NirFlattening flat = new(faults);
        flat.Add(graph, "");
        foreach (string name in flat.passing)
            flat.Contract(name);
        return flat;
    }

    private void Add(NirGraph graph, string prefix)
    {
        foreach ((string key, NirNode node) in graph.Nodes)
        {
            string name = prefix + key;
            if (node.Graph is NirGraph inner)
                AddGraph(name, inner);
            else if (!nodes.TryAdd(name, node))
                faults.Add(name, node.Type, "there are two nodes of this name, one of them in an inner graph: rename one");
            else if (node.Type == "Flatten" || (prefix.Length > 0 && node.Type is "Input" or "Output"))
                passing.Add(name);
        }

        foreach ((string from, string to) in graph.Edges)
        {
            if (Find(prefix + from, isExit: true) is string first && Find(prefix + to, isExit: false) is string second)
                edges.Add((first, second));
        }
    }

    private void AddGraph(string name, NirGraph graph)
    {
        string[] inputs = Of(graph, "Input"), outputs = Of(graph, "Output");
        if (inputs.Length != 1 || outputs.Length != 1)
        {
            faults.Add(name, "NIRGraph", $"it has {inputs.Length} inputs and {outputs.Length} outputs, where one of each is understood: split it");
            return;
        }

        graphs[name] = ($"{name}.{inputs[0]}", $"{name}.{outputs[0]}");
        Add(graph, name + ".");
    }

    private static string[] Of(NirGraph graph, string type) =>
        [.. graph.Nodes.Where(node => node.Value.Type == type).Select(node => node.Key)];

    /// <summary>The node that an edge ends at; none where it is missing, or was refused.</summary>
    private string? Find(string name, bool isExit)
    {
        if (graphs.TryGetValue(name, out (string Entry, string Exit) ends))
            return isExit ? ends.Exit : ends.Entry;
        if (nodes.ContainsKey(name))
            return name;
        faults.Add(name, "missing", "an edge names it, but there is no such node: write the graph anew");
        return null;
    }

    private void Contract(string name)
    {
        string[] before = [.. edges.Where(edge => edge.To == name && edge.From != name).Select(edge => edge.From)];
        string[] after = [.. edges.Where(edge => edge.From == name && edge.To != name).Select(edge => edge.To)];
        edges.RemoveWhere(edge => edge.From == name || edge.To == name);
        foreach (string from in before)
            edges.UnionWith(after.Select(to => (from, to)));
        nodes.Remove(name);
    }
}
