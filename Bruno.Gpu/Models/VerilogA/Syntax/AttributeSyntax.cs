namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>An attribute, <c>(* desc = "..." *)</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its text; empty where it has none.</param>
internal sealed record AttributeSyntax(string Name, string Value);
