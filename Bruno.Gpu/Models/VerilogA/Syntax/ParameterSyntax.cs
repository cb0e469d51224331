namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A parameter.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsInteger">Whether it is declared an integer; none where its value tells.</param>
/// <param name="Value">Its value where none is given.</param>
/// <param name="Ranges">The values that it may have.</param>
/// <param name="Meaning">What its attribute or its comment says.</param>
/// <param name="Unit">What its attribute says of its unit; may be empty.</param>
/// <param name="IsLocal">Whether it is a <c>localparam</c>.</param>
internal sealed record ParameterSyntax(VerilogPlace Place, string Name, bool? IsInteger, ExpressionSyntax Value, IReadOnlyList<RangeSyntax> Ranges, string Meaning, string Unit, bool IsLocal);
