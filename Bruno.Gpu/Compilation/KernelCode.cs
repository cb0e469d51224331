using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Compilation;

/// <summary>
/// Looks through the code that ILGPU generated for a kernel, before a driver gets it. What is known to be wrong is mended; code that
/// would compute something else than its source says is refused. See docs/backends.md.
/// </summary>
public static class KernelCode
{
    private const string Remedy = "The CPU runs it right (--device cpu). Please report the kernel.";

    /// <summary>OpenCL C without the faults that ILGPU 1.5.3 puts into it.</summary>
    /// <param name="kernel">The kernel's name, for messages.</param>
    /// <param name="source">The OpenCL C.</param>
    /// <exception cref="BrunoException">It has faults that cannot be mended.</exception>
    public static string MendOpenCl(string kernel, string source)
    {
        string[] lines = Lines(source);
        IReadOnlyList<CodeFunction> functions = Read(kernel, OpenClReader.Read, lines);
        if (StaleTemporaries.Mend(lines, functions) > 0)
            functions = Read(kernel, OpenClReader.Read, lines);
        if (LostCopies.Mend(lines, functions) > 0)
        {
            lines = Lines(string.Join('\n', lines));
            functions = Read(kernel, OpenClReader.Read, lines);
        }

        Refuse(kernel, "OpenCL C", lines, functions.SelectMany(function => Faults(function).Concat(StaleTemporaries.Find(function, lines))));
        return string.Join('\n', lines);
    }

    /// <summary>Looks through PTX.</summary>
    /// <param name="kernel">The kernel's name, for messages.</param>
    /// <param name="source">The PTX.</param>
    /// <exception cref="BrunoException">It has faults.</exception>
    public static void CheckPtx(string kernel, string source)
    {
        string[] lines = Lines(source);
        Refuse(kernel, "PTX", lines, Read(kernel, PtxReader.Read, lines).SelectMany(Faults));
    }

    private static IEnumerable<CodeFinding> Faults(CodeFunction function) => UndefinedReads.Find(function).Concat(LostCopies.Find(function));

    private static string[] Lines(string source) => [.. source.Split('\n').Select(line => line.TrimEnd('\r'))];

    private static IReadOnlyList<CodeFunction> Read(string kernel, Func<string[], IReadOnlyList<CodeFunction>> read, string[] lines)
    {
        try
        {
            return read(lines);
        }
        catch (FormatException exception)
        {
            throw new BrunoException(
                ExitCode.CheckFailed, $"The code that was generated for the kernel {kernel} could not be checked: {exception.Message} {Remedy}", exception);
        }
    }

    private static void Refuse(string kernel, string language, string[] lines, IEnumerable<CodeFinding> findings)
    {
        if (findings.FirstOrDefault() is not { } first)
            return;
        throw new BrunoException(
            ExitCode.CheckFailed,
            $"The {language} that was generated for the kernel {kernel} would compute wrong numbers: {first.Problem}"
                + $" ({first.Function}, line {first.Line + 1}: {lines[first.Line].Trim()}). {Remedy}");
    }
}
