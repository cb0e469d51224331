namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>An expression of Verilog-A as it is written.</summary>
/// <param name="Place">Where it begins, or its operator.</param>
internal abstract record ExpressionSyntax(VerilogPlace Place);
