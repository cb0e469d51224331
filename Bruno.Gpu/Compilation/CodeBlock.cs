namespace Bruno.Gpu.Compilation;

/// <summary>A basic block of generated code: statements that run one after the other, and where it goes on from there.</summary>
/// <param name="label">Its label; empty for the block that a function begins with.</param>
internal sealed class CodeBlock(string label)
{
    /// <summary>Its label; empty for the block that a function begins with.</summary>
    public string Label { get; } = label;

    /// <summary>The statements, in order.</summary>
    public List<CodeStatement> Statements { get; } = [];

    /// <summary>The jumps out of it by name: the line of the source, from 0, and the label.</summary>
    public List<(int Line, string Label)> Jumps { get; } = [];

    /// <summary>The blocks that may follow, each once; none where the function ends.</summary>
    public List<CodeBlock> Successors { get; } = [];

    /// <summary>The blocks that may come before, each once.</summary>
    public List<CodeBlock> Predecessors { get; } = [];

    /// <summary>Where the block stands among those of its function.</summary>
    internal int Index { get; set; }
}
