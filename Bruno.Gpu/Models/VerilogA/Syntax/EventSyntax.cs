namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary><c>@(initial_step) body</c>.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Events">The events, joined by <c>or</c>.</param>
/// <param name="Body">What is done.</param>
internal sealed record EventSyntax(VerilogPlace Place, IReadOnlyList<CallSyntax> Events, StatementSyntax Body) : StatementSyntax(Place);
