namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>Statements between <c>begin</c> and <c>end</c>.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Variables">Its own variables.</param>
/// <param name="Statements">The statements.</param>
internal sealed record BlockSyntax(VerilogPlace Place, IReadOnlyList<VariableSyntax> Variables, IReadOnlyList<StatementSyntax> Statements) : StatementSyntax(Place);
