namespace Bruno.Gpu.Nir;

/// <summary>
/// Finds the chain that a graph is, from its input to its output, with recurrent connections of single layers of neurons. What is no
/// part of such a chain is a fault.
/// </summary>
internal sealed class NirChain
{
    private static readonly string[] Firing = ["LIF", "CubaLIF", "IF"];
    private static readonly string[] Weights = ["Affine", "Linear", "Scale"];
    private static readonly string[] Others = ["Input", "Output", "Threshold", "LI", "CubaLI", "I", "Delay"];

    private readonly NirFaults faults;
    private readonly Dictionary<string, NirNode> nodes;
    private readonly HashSet<(string From, string To)> edges;
    private readonly Dictionary<string, (string Name, NirNode Node)> recurrent = new(StringComparer.Ordinal);

    private NirChain(NirFlattening graph, NirFaults faults)
    {
        this.faults = faults;
        nodes = new(graph.Nodes, StringComparer.Ordinal);
        edges = [.. graph.Edges];
    }

    /// <summary>The nodes from the input to the output, both among them; empty where there are faults.</summary>
    public static IReadOnlyList<NirLink> Of(NirFlattening graph, NirFaults faults)
    {
        NirChain chain = new(graph, faults);
        chain.CheckTypes();
        chain.TakeRecurrences();
        chain.CheckEnds();
        chain.CheckNeighbours();
        return faults.Any ? [] : chain.Walk();
    }

    private string[] Before(string name) => [.. edges.Where(edge => edge.To == name).Select(edge => edge.From).Order(StringComparer.Ordinal)];

    private string[] After(string name) => [.. edges.Where(edge => edge.From == name).Select(edge => edge.To).Order(StringComparer.Ordinal)];

    private void CheckTypes()
    {
        foreach ((string name, NirNode node) in nodes)
        {
            if (Firing.Contains(node.Type) || Weights.Contains(node.Type) || Others.Contains(node.Type))
                continue;
            faults.Add(name, node.Type, node.Type is "Conv1d" or "Conv2d" or "SumPool2d" or "AvgPool2d"
                ? "there is no layer for convolutions and pooling here: write it as the matrix of a Linear or Affine node"
                : "no node of this type is known: take it out of the graph, or express it by others");
        }
    }

    /// <summary>Takes the ways from neurons back to themselves out of the graph.</summary>
    private void TakeRecurrences()
    {
        foreach ((string name, NirNode node) in nodes.ToArray())
        {
            string[] back = [.. Before(name).Where(from => from == name || IsLoop(from, name))];
            if (back.Length == 0)
                continue;
            if (!Firing.Contains(node.Type) && !(back.Length == 1 && back[0] == name && Weights.Contains(node.Type)))
                faults.Add(name, node.Type, "it leads back to itself: only neurons that fire (LIF, CubaLIF, IF) may be recurrent");
            else if (back.Length > 1)
                faults.Add(name, node.Type, $"it has several recurrent connections ({string.Join(", ", back)}): add their weights up to one");
            foreach (string way in back)
            {
                recurrent[name] = (way, way == name ? new NirNode("Scale").With("scale", [1]) : nodes[way]);
                edges.Remove((way, name));
                if (way == name)
                    continue;
                edges.Remove((name, way));
                nodes.Remove(way);
            }
        }

        bool IsLoop(string from, string name) =>
            nodes.TryGetValue(from, out NirNode? way) && Weights.Contains(way.Type) && Before(from) is [{ } first] && first == name && After(from) is [_];
    }

    private void CheckEnds()
    {
        foreach (string type in new[] { "Input", "Output" })
        {
            string[] names = [.. nodes.Where(node => node.Value.Type == type).Select(node => node.Key)];
            if (names.Length != 1)
                faults.Add(names.Length == 0 ? "graph" : string.Join("', '", names), type, $"there are {names.Length} nodes of this type, where exactly one is needed");
        }
    }

    private void CheckNeighbours()
    {
        foreach ((string name, NirNode node) in nodes)
        {
            string[] before = Before(name), after = After(name);
            if (before.Length > 1)
                faults.Add(name, node.Type, $"several nodes lead to it ({string.Join(", ", before)}) that are no recurrent connection of it: sums and skip connections have no layer here");
            if (after.Length > 1)
                faults.Add(name, node.Type, $"it leads to several nodes ({string.Join(", ", after)}): branches and skip connections have no layer here");
            if (before.Length == 0 && node.Type != "Input")
                faults.Add(name, node.Type, "nothing leads to it: connect it or take it out");
            if (after.Length == 0 && node.Type != "Output")
                faults.Add(name, node.Type, "it leads nowhere: connect it or take it out");
        }
    }

    private List<NirLink> Walk()
    {
        List<NirLink> links = [];
        HashSet<string> seen = [];
        string? name = nodes.First(node => node.Value.Type == "Input").Key;
        while (name is not null && seen.Add(name))
        {
            links.Add(new(name, nodes[name], recurrent.TryGetValue(name, out (string Name, NirNode Node) way) ? way : null));
            name = After(name).SingleOrDefault();
        }

        foreach ((string left, NirNode node) in nodes.Where(node => !seen.Contains(node.Key)))
            faults.Add(left, node.Type, "it lies in a circle that is no recurrent connection of one layer of neurons");
        return links;
    }
}
