namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A port of the module.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">Its name.</param>
/// <param name="Direction"><c>inout</c>, <c>input</c> or <c>output</c>; empty where none is declared.</param>
internal sealed record PortSyntax(VerilogPlace Place, string Name, string Direction);
