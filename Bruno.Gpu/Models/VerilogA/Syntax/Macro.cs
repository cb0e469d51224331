namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>What a name after a grave accent stands for.</summary>
/// <param name="Parameters">The names of its arguments; none where it takes none.</param>
/// <param name="Body">The words that take its place.</param>
internal sealed record Macro(IReadOnlyList<string>? Parameters, IReadOnlyList<VerilogToken> Body);
