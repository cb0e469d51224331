using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Bruno.Gpu.Clusters;

namespace Bruno.Gpu.Files;

/// <summary>A process that can be told from all others, also from one that has its number later. Clocks do not matter.</summary>
/// <param name="Host">The machine.</param>
/// <param name="ProcessId">Its number there.</param>
/// <param name="Started">When it was started, as the system counts that: never compared but for equality.</param>
/// <param name="Space">The space of process numbers, where the system has several (containers); empty where it has one.</param>
internal sealed record ProcessIdentity(string Host, int ProcessId, string Started, string Space)
{
    private const string Since = " ticks after ";

    /// <summary>This process.</summary>
    public static ProcessIdentity Current { get; } =
        new(Environment.MachineName, Environment.ProcessId, StartOf(Environment.ProcessId) ?? "", SpaceOfHere()) { Job = SlurmJob.Current };

    /// <summary>The job of a cluster that it belongs to; none where it belongs to none.</summary>
    public SlurmJob? Job { get; init; }

    /// <summary>
    /// Whether it still runs; null where that cannot be told from here, because it is of another machine or container, and no cluster that
    /// could be asked has started it.
    /// </summary>
    [JsonIgnore]
    public bool? IsAlive =>
        Host != Current.Host ? Job?.IsAlive
        // Before the last start of the machine nothing lives that does now.
        : BootOf(Started) != BootOf(Current.Started) ? false
        : Space != Current.Space ? Job?.IsAlive
        : StartOf(ProcessId) == Started;

    /// <summary>The process for people.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"process {ProcessId} on {Host}{(Job is { } job ? $", job {job.Name}" : "")}");

    /// <summary>Whether a process of this number is at work here, other than this one.</summary>
    internal static bool IsAtWork(ReadOnlySpan<char> process) =>
        int.TryParse(process, CultureInfo.InvariantCulture, out int number) && number != Environment.ProcessId && StartOf(number) is not null;

    private static string BootOf(string started) => OperatingSystem.IsLinux() && started.IndexOf(Since, StringComparison.Ordinal) is >= 0 and int at ? started[(at + Since.Length)..] : "";

    private static string? StartOf(int process)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using Process found = Process.GetProcessById(process);
                return found.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
            }

            // Ticks since the system was started; the name in brackets before them may hold anything.
            string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            string[] fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            // A zombie holds nothing any more.
            return fields[0] is "Z" or "X" ? null : $"{fields[19]}{Since}{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    private static string SpaceOfHere()
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name ?? "" : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
