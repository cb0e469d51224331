namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary><c>case (selector) ... endcase</c>.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Selector">What is compared.</param>
/// <param name="Arms">The arms.</param>
internal sealed record CaseSyntax(VerilogPlace Place, ExpressionSyntax Selector, IReadOnlyList<CaseArm> Arms) : StatementSyntax(Place);
