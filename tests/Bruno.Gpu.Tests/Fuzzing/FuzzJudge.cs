using System.Diagnostics;
using System.Globalization;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>Reads inputs and says what is wrong with how that ends.</summary>
/// <param name="format">The format.</param>
/// <param name="folder">The folder that inputs are written to and read from; nothing may be written outside.</param>
/// <param name="mostSeconds">The most seconds that an input may take of the processors, not of the clock: machines are shared.</param>
internal sealed class FuzzJudge(FuzzedFormat format, string folder, double mostSeconds = FuzzJudge.UsualSeconds)
{
    /// <summary>The most seconds, where nothing else is said.</summary>
    public const double UsualSeconds = 5;

    /// <summary>The kinds of violations that are costly to see again.</summary>
    public const string Time = "time", Memory = "memory";

    private const int InputsBetweenLooks = 500;

    private readonly string path = Path.Combine(folder, format.File);
    private int inputs;

    /// <summary>Reads an input; what is wrong, and whether it was read or else refused.</summary>
    public (string Kind, string Text)? Judge(byte[] input, out bool isRead)
    {
        File.WriteAllBytes(path, input);
        isRead = false;
        long bytes = GC.GetTotalAllocatedBytes();
        TimeSpan time = Environment.CpuUsage.TotalTime;
        (string Kind, string Text)? wrong = null;
        try
        {
            format.Read(path);
            isRead = true;
        }
        catch (BrunoException exception) when (exception.ExitCode is ExitCode.Usage or ExitCode.Data)
        {
            wrong = string.IsNullOrWhiteSpace(exception.Message) ? ("silent", "it is refused without a word") : null;
        }
        catch (BrunoException exception)
        {
            wrong = ($"exit code {exception.ExitCode} {PlaceOf(exception)}", $"exit code {(int)exception.ExitCode}: {exception}");
        }
        catch (Exception exception)
        {
            wrong = ($"{exception.GetType().Name} {PlaceOf(exception)}", exception.ToString());
        }

        double seconds = (Environment.CpuUsage.TotalTime - time).TotalSeconds;
        bytes = GC.GetTotalAllocatedBytes() - bytes;
        if (seconds > mostSeconds)
            wrong ??= (Time, string.Create(CultureInfo.InvariantCulture, $"it took {seconds:F1} s"));
        if (bytes > format.MostBytes)
            wrong ??= (Memory, string.Create(CultureInfo.InvariantCulture, $"it allocated {bytes >> 20} MB for {input.Length} bytes"));
        if (++inputs % InputsBetweenLooks == 0 && Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(folder)!).Count() > 1)
            wrong ??= ("escape", "something was written outside its folder");
        return wrong;
    }

    /// <summary>The first place in the program, or in the test, that an exception came through.</summary>
    private static string PlaceOf(Exception exception)
    {
        foreach (StackFrame frame in new StackTrace(exception).GetFrames())
        {
            if (frame.GetMethod() is { DeclaringType.FullName: { } type } method && type.StartsWith("Bruno.", StringComparison.Ordinal))
                return $"{type}.{method.Name}";
        }

        return "";
    }
}
