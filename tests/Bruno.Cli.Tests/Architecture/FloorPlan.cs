using System.Text;
using Bruno.Gpu.Kernels.Tests.Architecture;

namespace Bruno.Cli.Tests.Architecture;

/// <summary>
/// The namespaces of an assembly on floors: each stands on the floor above the highest that it uses. Drawn for Mermaid, with the uses
/// left out that others imply.
/// </summary>
public sealed class FloorPlan
{
    private readonly SortedDictionary<string, SortedSet<string>> below = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> floors = [];

    /// <summary>The plan of an assembly without circles.</summary>
    /// <param name="graph">Its namespaces.</param>
    /// <param name="root">What all names begin with; the namespace of that name is left out.</param>
    public FloorPlan(NamespaceGraph graph, string root)
    {
        foreach (string name in graph.Namespaces.Where(name => name.StartsWith(root + ".", StringComparison.Ordinal)))
        {
            below[name[(root.Length + 1)..]] = new(
                graph.UsesOf(name).Keys.Where(used => used.StartsWith(root + ".", StringComparison.Ordinal)).Select(used => used[(root.Length + 1)..]),
                StringComparer.Ordinal);
        }

        foreach (string name in below.Keys)
            FloorOf(name);
    }

    /// <summary>The plan as a Mermaid chart, the ground floor at the bottom.</summary>
    public string ToMermaid()
    {
        StringBuilder text = new("flowchart BT\n");
        foreach (IGrouping<int, string> floor in below.Keys.GroupBy(name => floors[name]).OrderBy(floor => floor.Key))
        {
            text.Append("  subgraph floor").Append(floor.Key).Append(" [\"").Append(floor.Key == 0 ? "ground" : $"floor {floor.Key}").Append("\"]\n");
            foreach (string name in floor)
                text.Append("    ").Append(name.Replace('.', '_')).Append("[\"").Append(name).Append("\"]\n");
            text.Append("  end\n");
        }

        foreach ((string name, SortedSet<string> used) in below)
        {
            foreach (string direct in used.Where(candidate => !used.Any(other => other != candidate && Reaches(other, candidate))))
                text.Append("  ").Append(direct.Replace('.', '_')).Append(" --> ").Append(name.Replace('.', '_')).Append('\n');
        }

        return text.ToString();
    }

    private int FloorOf(string name)
    {
        if (!floors.TryGetValue(name, out int floor))
            floors[name] = floor = below[name].Count == 0 ? 0 : below[name].Max(FloorOf) + 1;
        return floor;
    }

    private bool Reaches(string from, string to) => below[from].Contains(to) || below[from].Any(step => Reaches(step, to));
}
