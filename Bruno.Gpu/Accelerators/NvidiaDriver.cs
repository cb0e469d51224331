using System.Runtime.InteropServices;
using System.Text;

namespace Bruno.Gpu.Accelerators;

/// <summary>The driver of NVIDIA's GPUs, which CUDA itself does not tell the version of.</summary>
internal static class NvidiaDriver
{
    private const int VersionBytes = 80;

    private static readonly Lazy<string?> Known = new(Ask);

    /// <summary>Starts and ends the management library.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    private delegate int StartOrEnd();

    /// <summary>Writes the version as text that ends with a zero.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    private delegate int WriteVersion([Out] byte[] version, uint length);

    /// <summary>Its version, such as 570.86.10; null where it has no management library (NVML), or does not tell.</summary>
    public static string? Version => Known.Value;

    private static string? Ask()
    {
        string[] names = OperatingSystem.IsWindows() ? ["nvml.dll"] : ["libnvidia-ml.so.1", "libnvidia-ml.so"];
        nint library = DriverLibraries.LoadFirst(names).Handle;
        if (library == 0
            || !NativeLibrary.TryGetExport(library, "nvmlInit_v2", out nint start)
            || !NativeLibrary.TryGetExport(library, "nvmlSystemGetDriverVersion", out nint write)
            || !NativeLibrary.TryGetExport(library, "nvmlShutdown", out nint end)
            || Marshal.GetDelegateForFunctionPointer<StartOrEnd>(start)() != 0)
        {
            return null;
        }

        byte[] version = new byte[VersionBytes];
        int error = Marshal.GetDelegateForFunctionPointer<WriteVersion>(write)(version, VersionBytes);
        Marshal.GetDelegateForFunctionPointer<StartOrEnd>(end)();
        return error == 0 ? Encoding.ASCII.GetString(version).Split('\0')[0] : null;
    }
}
