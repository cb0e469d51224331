namespace Bruno.Gpu.Compilation;

/// <summary>The control flow of a function of generated code.</summary>
public sealed class CodeFunction
{
    private readonly List<(CodeBlock From, string? To)> jumps = [];

    /// <summary>A function without blocks.</summary>
    /// <param name="name">Its name.</param>
    internal CodeFunction(string name) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The blocks in the order of the source; the first is where the function begins.</summary>
    public List<CodeBlock> Blocks { get; } = [];

    /// <summary>What has a value from the beginning: parameters and arrays.</summary>
    public HashSet<string> Given { get; } = new(StringComparer.Ordinal);

    /// <summary>The fields of variables that are structs.</summary>
    public Dictionary<string, IReadOnlyList<string>> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>The variable that a variable or one of its fields belongs to.</summary>
    public static string Owner(string variable) => variable.Split('.', 2)[0];

    /// <summary>Begins a block.</summary>
    internal CodeBlock Begin(string label)
    {
        CodeBlock block = new(label) { Index = Blocks.Count };
        Blocks.Add(block);
        return block;
    }

    /// <summary>Notes that a block may go on at a label; at the next block of the source where there is no label.</summary>
    internal void Jump(CodeBlock from, string? to) => jumps.Add((from, to));

    /// <summary>Connects the blocks, once all are there.</summary>
    /// <exception cref="FormatException">A label is missing.</exception>
    internal void Connect()
    {
        Dictionary<string, CodeBlock> labels = Blocks.ToDictionary(block => block.Label, StringComparer.Ordinal);
        foreach ((CodeBlock from, string? to) in jumps)
        {
            CodeBlock? target = to is null ? Blocks.ElementAtOrDefault(from.Index + 1) : labels.GetValueOrDefault(to);
            if (target is null)
                throw new FormatException($"In {Name}, a jump goes to {to ?? "beyond the end"}, which is not there.");
            if (from.Successors.Contains(target))
                continue;
            from.Successors.Add(target);
            target.Predecessors.Add(from);
        }
    }
}
