using Bruno.Gpu.Errors;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Files;

/// <summary>What is told where a file cannot be written: why, what was needed, what there was, and three things to do.</summary>
internal static class WriteFailure
{
    private const int Full = 28, ReadOnly = 30, QuotaOfLinux = 122, QuotaOfMac = 69;
    private const int FullOfWindows = unchecked((int)0x80070070);

    /// <summary>The error for an exception of the system.</summary>
    /// <param name="path">The file.</param>
    /// <param name="exception">What the system says.</param>
    /// <param name="files">The files that it is among.</param>
    /// <param name="needed">Bytes that were needed, as far as that is known.</param>
    public static BrunoException Of(string path, Exception exception, IFiles? files = null, long? needed = null)
    {
        string bytes = needed is > 0 ? $"{ByteSize.Format(needed.Value)} or more needed" : "room needed";
        string free = FreeBytes(Path.GetFullPath(path), files ?? DiskFiles.Shared) is long there ? $"{ByteSize.Format(there)} free" : "none left";
        string what = exception switch
        {
            IOException { HResult: Full or FullOfWindows } =>
                $"the disk is full, {bytes}, {free}. Free some of it (old runs, trajectories), write to another disk (--output), or wait until there is room",
            IOException { HResult: QuotaOfLinux or QuotaOfMac } =>
                $"your quota is used up, {bytes}. Delete what you need no more ('quota' tells how much), write to another disk (--output), or ask for more",
            IOException { HResult: ReadOnly } =>
                "the file system is read-only, one that can be written to is needed. Write to another (--output), mount it anew for writing, or look "
                + "whether its disk failed ('dmesg')",
            UnauthorizedAccessException =>
                $"you may not, permission to write to its folder is needed, its folder has {Permissions(path)}. Allow it (chmod u+w), write to another "
                + "folder (--output), or be the user that it belongs to",
            _ => $"{exception.Message.TrimEnd('.')}. Look whether its disk failed or is gone ('dmesg', 'mount'), write to another (--output), or try again",
        };
        return new(ExitCode.WriteFailed, $"Cannot write '{path}': {what}. What was there before is whole; a run goes on from its last checkpoint with --resume.", exception);
    }

    private static long? FreeBytes(string path, IFiles files) => files.IsSpecial(path) ? null : files.FreeBytes(path);

    private static string Permissions(string path)
    {
        string? folder = Path.GetFullPath(path);
        do
            folder = Path.GetDirectoryName(folder);
        while (folder is not null && !Directory.Exists(folder));
        return folder is null || OperatingSystem.IsWindows()
            ? "others"
            : $"the mode {Convert.ToString((int)File.GetUnixFileMode(folder), 8)}";
    }
}
