namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A number.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Value">The number, its scale factor applied.</param>
/// <param name="IsInteger">Whether it is written without point, exponent and scale factor.</param>
internal sealed record NumberSyntax(VerilogPlace Place, double Value, bool IsInteger) : ExpressionSyntax(Place);
