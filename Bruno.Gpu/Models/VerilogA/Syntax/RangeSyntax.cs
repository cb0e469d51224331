namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary><c>from [low:high)</c> or <c>exclude</c>.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="IsExcluded">Whether what lies in it is excluded.</param>
/// <param name="Low">The lower end.</param>
/// <param name="IncludesLow">Whether the end belongs to it.</param>
/// <param name="High">The upper end; the same as the lower one of a single value.</param>
/// <param name="IncludesHigh">Whether the end belongs to it.</param>
internal sealed record RangeSyntax(VerilogPlace Place, bool IsExcluded, ExpressionSyntax Low, bool IncludesLow, ExpressionSyntax High, bool IncludesHigh);
