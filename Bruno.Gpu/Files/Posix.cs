using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Bruno.Gpu.Files;

/// <summary>What .NET does not offer of POSIX and Linux; elsewhere nothing is done, or nothing known.</summary>
internal static partial class Posix
{
    private const int InvalidArgument = 22, AtWorkingFolder = -100, TypeMask = 1, StatusBytes = 256, ModeOffset = 28;

    /// <summary>Writes the names of a folder to the disk. Some file systems know nothing of it, which is no fault.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        int handle = Open(folder, 0);
        // Who may write but not read a folder cannot open it.
        if (handle < 0)
            return;
        int error = Flush(handle) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (error is not (0 or InvalidArgument))
            throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{folder}'", error);
    }

    /// <summary>Whether a path, through links, leads to something that is neither file nor folder.</summary>
    public static bool IsSpecial(string path)
    {
        if (!OperatingSystem.IsLinux())
            return path.StartsWith("/dev/", StringComparison.Ordinal);
        Span<byte> status = stackalloc byte[StatusBytes];
        if (Status(AtWorkingFolder, path, 0, TypeMask, status) != 0)
            return false;
        const int Kind = 0xF000, Regular = 0x8000, Folder = 0x4000;
        return (BinaryPrimitives.ReadUInt16LittleEndian(status[ModeOffset..]) & Kind) is not (Regular or Folder);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Flush(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Close(int handle);

    /// <summary>The same layout on every architecture, unlike stat.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Status(int folder, string path, int flags, uint mask, Span<byte> status);
}
