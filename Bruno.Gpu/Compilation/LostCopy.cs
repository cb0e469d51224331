namespace Bruno.Gpu.Compilation;

/// <summary>A value of a loop that is overwritten where its present value still matters.</summary>
/// <param name="Variable">The value.</param>
/// <param name="Block">The block that overwrites it at its end.</param>
/// <param name="Copy">The statement that does.</param>
/// <param name="Home">The block that the next value is for.</param>
internal sealed record LostCopy(string Variable, CodeBlock Block, CodeStatement Copy, CodeBlock Home);
