using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Bruno.Gpu.Errors;

namespace Bruno.Cli;

/// <summary>
/// Ends the process without waiting for anything: <see cref="Environment.Exit"/> runs finalizers and waits for drivers, which may be what
/// hangs, and called twice it aborts.
/// </summary>
internal static partial class ImmediateExit
{
    /// <summary>Ends the process with an exit code.</summary>
    [DoesNotReturn]
    public static void With(ExitCode code)
    {
        if (!OperatingSystem.IsWindows())
            Exit((int)code);
        Environment.Exit((int)code);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial void Exit(int code);
}
