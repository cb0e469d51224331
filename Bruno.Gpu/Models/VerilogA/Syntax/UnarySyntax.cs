namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>An operator in front.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Operand">What it is in front of.</param>
internal sealed record UnarySyntax(VerilogPlace Place, string Operator, ExpressionSyntax Operand) : ExpressionSyntax(Place);
