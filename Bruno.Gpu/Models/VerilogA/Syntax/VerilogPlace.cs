using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A place in a Verilog-A file; what comes out of a macro is where the macro is used.</summary>
/// <param name="Source">The file.</param>
/// <param name="At">The line and column.</param>
internal readonly record struct VerilogPlace(ModelSource Source, SourcePlace At)
{
    /// <summary>Where the word before a line's comment stands, as messages name it.</summary>
    public override string ToString() => $"{Source.Name}:{At}";
}
