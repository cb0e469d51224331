namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A variable.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsInteger">Whether it is an integer.</param>
/// <param name="Initial">Its first value; 0 where none is given.</param>
/// <param name="Meaning">What its attribute or its comment says.</param>
/// <param name="Unit">What its attribute says of its unit; may be empty.</param>
internal sealed record VariableSyntax(VerilogPlace Place, string Name, bool IsInteger, ExpressionSyntax? Initial, string Meaning, string Unit);
