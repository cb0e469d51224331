using System.Text.RegularExpressions;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Compilation;

/// <summary>
/// Looks through the code that ILGPU generated for a kernel, before a driver gets it. What is known to be wrong is mended; code that
/// would compute something else than its source says is refused. See docs/backends.md.
/// </summary>
/// <remarks>
/// Compilers of GPUs may fuse a product and a sum into one operation, which rounds once. In double they must not: random numbers and
/// levels of synapses, which are made in double, are then the same bits on every backend. In float they may, for speed.
/// </remarks>
internal static partial class KernelCode
{
    private const string NothingFused = "#pragma OPENCL FP_CONTRACT OFF";
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
        string mended = string.Join('\n', lines);
        return mended.Contains("double ", StringComparison.Ordinal) && !mended.StartsWith(NothingFused, StringComparison.Ordinal)
            ? $"{NothingFused}\n{mended}"
            : mended;
    }

    /// <summary>PTX in which nothing in double is fused.</summary>
    /// <param name="kernel">The kernel's name, for messages.</param>
    /// <param name="source">The PTX.</param>
    /// <exception cref="BrunoException">It has faults.</exception>
    public static string MendPtx(string kernel, string source)
    {
        string[] lines = Lines(source);
        Refuse(kernel, "PTX", lines, Read(kernel, PtxReader.Read, lines).SelectMany(Faults));
        return Fusible().Replace(source, "$1.rn.f64");
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

    /// <summary>Operations in double whose rounding is left to the compiler.</summary>
    [GeneratedRegex(@"(?<=^\t(?:@!?%p\d+ )?)(add|sub|mul)\.f64\b", RegexOptions.Multiline)]
    private static partial Regex Fusible();
}
