namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A word of Verilog-A.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">Its letters; a text without its quotation marks.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="IsAdjacent">Whether nothing stands between it and the word before.</param>
internal sealed record VerilogToken(VerilogTokenKind Kind, string Text, VerilogPlace Place, bool IsAdjacent = false)
{
    /// <summary>As messages name it.</summary>
    public string Shown => Kind switch
    {
        VerilogTokenKind.End => "the end of the file",
        VerilogTokenKind.Text => $"the text \"{Text}\"",
        _ => $"'{Text}'",
    };
}
