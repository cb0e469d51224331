using System.Globalization;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Nir;

/// <summary>What the user wants to stand for neurons that NIR cannot express.</summary>
/// <param name="Kind">The kind of layer: the model of its devices (felif), lif or rlif.</param>
/// <param name="Node">The node with its parameters, one number each for all neurons.</param>
internal sealed record NirFallback(string Kind, NirNode Node)
{
    /// <summary>How it is written.</summary>
    public const string Form = "KIND=TYPE:NAME=VALUE,...";

    private static readonly Dictionary<string, (string Type, string[] Needed, string[] Optional)> Types = new(StringComparer.Ordinal)
    {
        ["lif"] = ("LIF", ["tau", "r", "v_threshold"], ["v_leak", "v_reset"]),
        ["cuba_lif"] = ("CubaLIF", ["tau_syn", "tau_mem", "r", "v_threshold"], ["w_in", "v_leak", "v_reset"]),
        ["if"] = ("IF", ["r", "v_threshold"], ["v_reset"]),
    };

    /// <summary>Reads <c>felif=lif:tau=0.02,r=1,v_threshold=1</c>. What may be left out is 0, and w_in 1.</summary>
    /// <exception cref="BrunoException">It is written otherwise, or a parameter is missing or unknown.</exception>
    public static NirFallback Parse(string text)
    {
        string[] sides = text.Split('=', 2), parts = sides[^1].Split(':', 2);
        if (sides.Length != 2 || sides[0].Trim().Length == 0 || !Types.TryGetValue(parts[0].Trim(), out (string Type, string[] Needed, string[] Optional) type))
            throw Unusable(text, $"expected {Form} with a TYPE of {string.Join(", ", Types.Keys)}");
        Dictionary<string, double> given = new(StringComparer.Ordinal);
        foreach (string entry in (parts.ElementAtOrDefault(1) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] pair = entry.Split('=');
            if (pair.Length != 2 || !double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
                throw Unusable(text, $"'{entry}' is not NAME=NUMBER");
            if (!type.Needed.Contains(pair[0]) && !type.Optional.Contains(pair[0]))
                throw Unusable(text, $"{parts[0]} has no '{pair[0]}', but {string.Join(", ", [.. type.Needed, .. type.Optional])}");
            given[pair[0]] = value;
        }

        string[] missing = [.. type.Needed.Where(name => !given.ContainsKey(name))];
        if (missing.Length > 0)
            throw Unusable(text, $"it does not say {string.Join(", ", missing)}, which must be explicit");
        NirNode node = new(type.Type);
        foreach (string name in type.Needed.Concat(type.Optional))
            node = node.With(name, [given.GetValueOrDefault(name, name == "w_in" ? 1 : 0)]);
        return new(sides[0].Trim(), node);
    }

    /// <summary>The node for a layer of some neurons.</summary>
    public NirNode Of(int units) => Node.Parameters.Keys.Aggregate(
        new NirNode(Node.Type), (node, key) => node.With(key, [.. Enumerable.Repeat(Node.Numbers(key)![0], units)]));

    private static BrunoException Unusable(string text, string reason) => new(ExitCode.Usage, $"--fallback {text}: {reason}.");
}
