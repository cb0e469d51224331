namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary><c>if (condition) then else otherwise</c>.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Condition">The condition.</param>
/// <param name="Then">What is done where it holds.</param>
/// <param name="Otherwise">What is done where it does not.</param>
internal sealed record IfSyntax(VerilogPlace Place, ExpressionSyntax Condition, StatementSyntax Then, StatementSyntax? Otherwise) : StatementSyntax(Place);
