namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>The kinds of words of Verilog-A.</summary>
internal enum VerilogTokenKind
{
    /// <summary>The end of the file.</summary>
    End,

    /// <summary>The end of a line, which ends a directive.</summary>
    Line,

    /// <summary>A name, or a word of the language.</summary>
    Name,

    /// <summary>A name that begins with <c>$</c>.</summary>
    SystemName,

    /// <summary>A name that begins with a grave accent: a macro or a directive.</summary>
    Directive,

    /// <summary>A number with its scale factor.</summary>
    Number,

    /// <summary>A text in quotation marks.</summary>
    Text,

    /// <summary>An operator or a bracket.</summary>
    Symbol,
}
