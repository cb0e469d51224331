namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary><c>I(p, n) &lt;+ value;</c></summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Target">The access on the left.</param>
/// <param name="Value">What is added.</param>
internal sealed record ContributionSyntax(VerilogPlace Place, CallSyntax Target, ExpressionSyntax Value) : StatementSyntax(Place);
