namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary><c>name = value;</c></summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">The variable.</param>
/// <param name="Value">Its new value.</param>
internal sealed record AssignmentSyntax(VerilogPlace Place, string Name, ExpressionSyntax Value) : StatementSyntax(Place);
