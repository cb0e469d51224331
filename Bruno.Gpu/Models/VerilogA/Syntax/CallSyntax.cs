namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A function, an operator like <c>ddt</c>, or an access like <c>V(p, n)</c>.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record CallSyntax(VerilogPlace Place, string Name, IReadOnlyList<ExpressionSyntax> Arguments) : ExpressionSyntax(Place);
