using Bruno.Gpu.Models.VerilogA.Algebra;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>The value of an expression: whole numbers divide differently from others.</summary>
/// <param name="Term">The value.</param>
/// <param name="IsInteger">Whether it is an integer of Verilog-A.</param>
internal readonly record struct TypedTerm(Term Term, bool IsInteger = false);
