namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A node with its discipline, <c>electrical p;</c></summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="Discipline">The discipline; <c>ground</c> for a ground.</param>
internal sealed record NetSyntax(VerilogPlace Place, string Name, string Discipline);
