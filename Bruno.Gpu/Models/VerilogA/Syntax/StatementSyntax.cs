namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A statement of Verilog-A as it is written.</summary>
/// <param name="Place">Where it begins.</param>
internal abstract record StatementSyntax(VerilogPlace Place);
