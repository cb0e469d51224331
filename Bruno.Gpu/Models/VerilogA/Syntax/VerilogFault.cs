namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>Something in a Verilog-A file that is wrong, or beyond what is translated.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">What it is, and what to do.</param>
internal sealed record VerilogFault(VerilogPlace Place, string Message);
