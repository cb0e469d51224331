namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A text.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Text">Its letters.</param>
internal sealed record TextSyntax(VerilogPlace Place, string Text) : ExpressionSyntax(Place);
