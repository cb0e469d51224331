using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Nir;

/// <summary>
/// Translates a graph to a network. Layers follow each other within a step, as the nodes of the graph do; recurrent connections
/// carry the spikes of the step before.
/// </summary>
internal static class NirImport
{
    /// <summary>The network of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="timing">The step, the discretisation and the reset.</param>
    /// <param name="subject">What the graph is called in messages, such as its file.</param>
    /// <exception cref="DataException">It cannot be expressed; the message names every node that cannot.</exception>
    public static NirNetwork ToNetwork(NirGraph graph, NirTiming timing, string subject = "the graph")
    {
        timing.Check();
        NirFaults faults = new();
        NirFlattening flat = NirFlattening.Of(graph, faults);
        IReadOnlyList<NirLink> chain = NirChain.Of(flat, faults);
        string title = $"Cannot import {(subject == "the graph" ? subject : $"'{subject}'")} as a network";
        faults.Require(ExitCode.Data, title);

        NirStack stack = new(timing, faults, Units(chain[0], faults));
        // What a layer in front of everything else is that copies, shifts and scales its input has a kind of its own.
        int first = chain.Count > 3 && stack.TryAddEncoder(chain[1], chain[2]) ? 3 : 1;
        foreach (NirLink link in chain.Skip(first).SkipLast(1))
        {
            stack.Add(link);
            if (faults.Any)
                break;
        }

        if (!faults.Any && chain[^1].Node.Parameters.ContainsKey("shape") && Units(chain[^1], faults) is int outputs && outputs != stack.Units)
            faults.Add(chain[^1].Name, "Output", $"it has the shape of {outputs} units, but {stack.Units} arrive");
        if (!faults.Any && stack.IsEmpty)
            faults.Add(chain[0].Name, "Input", "nothing lies between it and the output");
        faults.Require(ExitCode.Data, title);
        return stack.ToNetwork();
    }

    private static int Units(NirLink link, NirFaults faults)
    {
        StoredArray? shape = link.Node.Parameters.GetValueOrDefault("shape")
            ?? link.Node.Parameters.GetValueOrDefault(link.Node.Type == "Input" ? "input_type" : "output_type");
        double units = shape is null ? double.NaN : Enumerable.Range(0, shape.Count).Aggregate(1.0, (product, axis) => product * shape.At(axis));
        if (units is >= 1 and <= int.MaxValue)
            return (int)units;
        faults.Add(link.Name, link.Node.Type, "it has no 'shape' of positive extents");
        return 1;
    }
}
