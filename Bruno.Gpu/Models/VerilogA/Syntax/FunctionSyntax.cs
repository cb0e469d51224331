namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>An <c>analog function</c>.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">Its name, and that of its result.</param>
/// <param name="IsInteger">Whether its result is an integer.</param>
/// <param name="Inputs">The arguments that are read.</param>
/// <param name="Outputs">The arguments that are written.</param>
/// <param name="Order">All arguments, in order.</param>
/// <param name="Variables">Its variables and arguments with their types.</param>
/// <param name="Body">The statements.</param>
internal sealed record FunctionSyntax(VerilogPlace Place, string Name, bool IsInteger, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<string> Order, IReadOnlyList<VariableSyntax> Variables, StatementSyntax Body);
