namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A name.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">The name.</param>
internal sealed record NameSyntax(VerilogPlace Place, string Name) : ExpressionSyntax(Place);
