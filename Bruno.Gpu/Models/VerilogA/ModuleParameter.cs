using Bruno.Gpu.Models.VerilogA.Algebra;
using Bruno.Gpu.Models.VerilogA.Syntax;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>A parameter of the module, settled.</summary>
/// <param name="Syntax">How it is declared.</param>
/// <param name="Term">What stands for it in equations: a symbol, or its number where it is an integer.</param>
/// <param name="Default">What it is by the module or by the circuit.</param>
/// <param name="Value">The value of that.</param>
/// <param name="IsInteger">Whether it is an integer.</param>
internal sealed record ModuleParameter(ParameterSyntax Syntax, Term Term, Term Default, double Value, bool IsInteger);
