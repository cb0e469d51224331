namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>An operator between two expressions.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Left">What is on its left.</param>
/// <param name="Right">What is on its right.</param>
internal sealed record BinarySyntax(VerilogPlace Place, string Operator, ExpressionSyntax Left, ExpressionSyntax Right) : ExpressionSyntax(Place);
