using System.Diagnostics;
using System.Globalization;

namespace Bruno.Gpu.Files;

/// <summary>A process of some machine. Numbers of processes come again; with when it began, counted from the start of the machine, it is the same.</summary>
/// <param name="Host">The name of the machine.</param>
/// <param name="Process">Its number there.</param>
/// <param name="Machine">The start of the machine, and the container, within which numbers and times count; a new one after a restart.</param>
/// <param name="Start">When it began, in units of the machine; no clock that can be set.</param>
public sealed record ProcessIdentity(string Host, int Process, string Machine, string Start)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Own() => new(Environment.MachineName, Environment.ProcessId, OwnMachine(), StartOf(Environment.ProcessId) ?? "");

    /// <summary>Whether the process may still be at work: it is, or it is where that cannot be told from here.</summary>
    public bool MayBeAlive()
    {
        ProcessIdentity here = Own();
        if (Host != here.Host)
            return true;
        if (Machine != here.Machine)
        {
            // Before the last start of the machine nothing lives that does now; in another container it may.
            return BootOf(Machine) == BootOf(here.Machine);
        }

        return StartOf(Process) == Start;
    }

    /// <summary>Whether a process of this number is at work here, other than this one.</summary>
    internal static bool IsAlive(ReadOnlySpan<char> process) =>
        int.TryParse(process, CultureInfo.InvariantCulture, out int number) && number != Environment.ProcessId && StartOf(number) is not null;

    /// <summary>When a process began; null where there is none.</summary>
    private static string? StartOf(int process)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
                return System.Diagnostics.Process.GetProcessById(process).StartTime.Ticks.ToString(CultureInfo.InvariantCulture);
            // The name, in parentheses, may hold anything; the state is the third field, the start the 22nd.
            string status = File.ReadAllText($"/proc/{process}/stat");
            string[] fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : fields[19];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string OwnMachine()
    {
        try
        {
            return OperatingSystem.IsLinux()
                ? $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()} {new FileInfo("/proc/self/ns/pid").LinkTarget}"
                : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string BootOf(string machine) => machine.Split(' ')[0];
}
