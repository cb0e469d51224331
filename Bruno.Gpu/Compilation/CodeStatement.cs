namespace Bruno.Gpu.Compilation;

/// <summary>A statement of generated code: what it reads, then what it writes.</summary>
/// <param name="Line">Its line in the source, from 0.</param>
/// <param name="Reads">The variables that it reads; a field of a struct is <c>variable.field</c>.</param>
/// <param name="Writes">The variable or the field that it writes; none where it writes memory or nothing.</param>
/// <param name="IsCopy">Whether it does nothing but copy a variable or a constant to another variable.</param>
internal sealed record CodeStatement(int Line, IReadOnlyList<string> Reads, string? Writes, bool IsCopy = false)
{
    /// <summary>Whether it does nothing but copy one variable to another.</summary>
    public bool IsMove => IsCopy && Reads.Count == 1;
}
