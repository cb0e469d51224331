namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A call that stands alone, <c>$strobe(...);</c></summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record TaskSyntax(VerilogPlace Place, string Name, IReadOnlyList<ExpressionSyntax> Arguments) : StatementSyntax(Place);
