using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A place in a Verilog-A file; what comes out of a macro is where the macro is used.</summary>
/// <param name="Source">The file.</param>
/// <param name="At">The line and column.</param>
internal readonly record struct VerilogPlace(ModelSource Source, SourcePlace At)
{
    /// <summary>As messages name it, <c>cell.va:12:7</c>.</summary>
    public override string ToString() => $"{Source.Name}:{At}";
}
