namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>An arm of a <c>case</c>.</summary>
/// <param name="Values">The values that it is for; none for the default.</param>
/// <param name="Body">What is done.</param>
internal sealed record CaseArm(IReadOnlyList<ExpressionSyntax> Values, StatementSyntax Body);
