namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A named branch.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="From">The node that its current leaves.</param>
/// <param name="To">The node that it enters; ground where none is given.</param>
internal sealed record BranchSyntax(VerilogPlace Place, string Name, string From, string? To);
