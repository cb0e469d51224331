using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;

namespace Bruno.Gpu.Comparison;

/// <summary>The gradient methods that can be compared with the exact gradient: all but <see cref="FullBpttGradient"/>.</summary>
internal static class ComparedMethods
{
    private static readonly IReadOnlyDictionary<string, GradientKind> Kinds = Enum.GetValues<GradientKind>()
        .ToDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Where(kind => kind.Value != GradientKind.BpttFull).Select(kind => kind.Key)];

    /// <summary>The name of a method as the command line writes it.</summary>
    public static string NameOf(GradientKind kind) => new GradientConfiguration { Method = kind }.Create().Name;

    /// <summary>The method of a name.</summary>
    /// <exception cref="BrunoException">There is none, or it cannot be compared.</exception>
    public static GradientKind Find(string name)
    {
        if (!Kinds.TryGetValue(name, out GradientKind kind))
        {
            throw new BrunoException(
                ExitCode.Usage, $"There is no gradient method '{name}' (there are {string.Join(", ", Names)}){NearestName.Hint(name, Names)}");
        }

        RequireComparable(kind);
        return kind;
    }

    /// <summary>Refuses a method whose gradient is that of another network.</summary>
    /// <exception cref="BrunoException">It is such a method.</exception>
    public static void RequireComparable(GradientKind kind)
    {
        if (kind == GradientKind.BpttFull)
        {
            throw new BrunoException(
                ExitCode.Usage,
                "bptt-full cannot be compared: it runs another network, whose synapses, inputs and resets step once a micro-step, "
                + "so that its gradient is of another loss. 'bptt' unrolls every micro-step of the devices of this network.");
        }
    }
}
