using Bruno.Gpu.Errors;
using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A Verilog-A file cannot be translated; the message shows every place and what to do.</summary>
internal sealed class VerilogException : BrunoException
{
    internal VerilogException(IReadOnlyList<VerilogFault> faults, int count)
        : base(ExitCode.Usage, Describe(faults, count)) => Messages = [.. faults.Select(fault => $"{fault.Place.At}: {fault.Message}")];

    /// <summary>The faults, <c>line:column: message</c>, in the order of the file.</summary>
    public IReadOnlyList<string> Messages { get; }

    private static string Describe(IReadOnlyList<VerilogFault> faults, int count)
    {
        string head = count == 1 ? "The module cannot be translated:" : $"The module cannot be translated, for {count} reasons:";
        IEnumerable<string> lines = faults.Select(fault => fault.Place.Source.Describe(new ModelFault(fault.Place.At, "", fault.Message)));
        return string.Join('\n', [head, .. lines, .. count > faults.Count ? [$"... and {count - faults.Count} more."] : Array.Empty<string>()]);
    }
}
