namespace Bruno.Gpu.Compilation;

/// <summary>The control flow of a function of generated code.</summary>
internal sealed class CodeFunction
{
    private readonly HashSet<CodeBlock> continued = [];

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

    /// <summary>Notes that a block may go on at the next one of the source.</summary>
    internal void Continue(CodeBlock block) => continued.Add(block);

    /// <summary>Connects the blocks, once all are there.</summary>
    /// <exception cref="FormatException">A label is missing.</exception>
    internal void Connect()
    {
        Dictionary<string, CodeBlock> labels = Blocks.ToDictionary(block => block.Label, StringComparer.Ordinal);
        foreach (CodeBlock block in Blocks)
        {
            foreach ((_, string label) in block.Jumps)
                Connect(block, labels.GetValueOrDefault(label) ?? throw new FormatException($"In {Name}, a jump goes to {label}, which is not there."));
            if (continued.Contains(block))
                Connect(block, Blocks.ElementAtOrDefault(block.Index + 1) ?? throw new FormatException($"{Name} goes on beyond its end."));
        }
    }

    private static void Connect(CodeBlock from, CodeBlock to)
    {
        if (from.Successors.Contains(to))
            return;
        from.Successors.Add(to);
        to.Predecessors.Add(from);
    }
}
