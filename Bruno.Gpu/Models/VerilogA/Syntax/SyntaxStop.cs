namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>What is being read cannot be read on; its fault is reported.</summary>
internal sealed class SyntaxStop : Exception
{
}
