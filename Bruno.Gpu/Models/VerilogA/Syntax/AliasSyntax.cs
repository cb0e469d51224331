namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary><c>aliasparam name = target;</c></summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">The other name.</param>
/// <param name="Target">The parameter.</param>
internal sealed record AliasSyntax(VerilogPlace Place, string Name, string Target);
