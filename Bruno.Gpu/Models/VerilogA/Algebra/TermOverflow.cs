namespace Bruno.Gpu.Models.VerilogA.Algebra;

/// <summary>The equations of a module are larger than those of any compact model.</summary>
internal sealed class TermOverflow : Exception
{
}
