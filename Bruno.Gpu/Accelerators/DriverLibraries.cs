using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Bruno.Gpu.Accelerators;

/// <summary>
/// Finds the libraries of drivers for ILGPU. ILGPU asks for "cuda" and "OpenCL", on Linux libcuda.so and libOpenCL.so: names that
/// come with packages for developers. What a driver itself installs ends in .so.1, and is looked for after them. To be
/// <see cref="Register()">registered</see> before ILGPU calls a driver.
/// </summary>
internal static class DriverLibraries
{
    /// <summary>Where Windows puts the libraries for Linux, in its subsystem for it; ILGPU looks there for CUDA, and there alone.</summary>
    private const string WindowsSubsystemFolder = "/usr/lib/wsl/lib";

    private static readonly Lazy<bool> Registration = new(() => Register(typeof(Context).Assembly));
    private static readonly Lazy<(DriverLibrary Library, nint Handle)> CudaSearch = new(() => Find(ComputeDeviceKind.Cuda, CudaName));
    private static readonly Lazy<(DriverLibrary Library, nint Handle)> OpenClSearch = new(() => Find(ComputeDeviceKind.OpenCl, OpenClName));

    /// <summary>The library of CUDA.</summary>
    public static DriverLibrary Cuda => CudaSearch.Value.Library;

    /// <summary>The library of OpenCL.</summary>
    public static DriverLibrary OpenCl => OpenClSearch.Value.Library;

    /// <summary>CUDA's name for ILGPU.</summary>
    private static string CudaName => OperatingSystem.IsWindows() ? CudaAPI.LibNameWindows : CudaAPI.LibNameLinux;

    /// <summary>OpenCL's name for ILGPU.</summary>
    private static string OpenClName => OperatingSystem.IsWindows() ? CLAPI.LibNameWindows : CLAPI.LibNameLinux;

    /// <summary>Answers ILGPU when it asks for a driver, from now on.</summary>
    public static void Register() => _ = Registration.Value;

    /// <summary>Answers an assembly when it asks for a driver.</summary>
    /// <returns>False where another already answers it; that is ILGPU's own answer to CUDA under Windows, and stays.</returns>
    internal static bool Register(Assembly assembly)
    {
        try
        {
            NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => HandleOf(name));
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>A function of a library that was found, or null.</summary>
    internal static TFunction? Function<TFunction>(ComputeDeviceKind kind, string name)
        where TFunction : Delegate
    {
        nint handle = (kind == ComputeDeviceKind.Cuda ? CudaSearch : OpenClSearch).Value.Handle;
        return handle != 0 && NativeLibrary.TryGetExport(handle, name, out nint address)
            ? Marshal.GetDelegateForFunctionPointer<TFunction>(address)
            : null;
    }

    /// <summary>What a library is looked for by, in this order.</summary>
    /// <param name="library">Its name for ILGPU.</param>
    /// <param name="isLinux">Whether this is Linux; elsewhere the system's own rules are enough.</param>
    /// <param name="hasWindowsSubsystem">Whether this is Linux under Windows.</param>
    internal static IReadOnlyList<string> Candidates(string library, bool isLinux, bool hasWindowsSubsystem)
    {
        if (!isLinux)
            return [library];
        string[] names = [$"lib{library}.so", $"lib{library}.so.1"];
        return hasWindowsSubsystem && library == CudaAPI.LibNameLinux
            ? [.. names.Select(name => $"{WindowsSubsystemFolder}/{name}"), .. names]
            : names;
    }

    /// <summary>Loads the first of some libraries that there is; it stays loaded.</summary>
    /// <returns>Its name and handle, or none.</returns>
    internal static (string? Name, nint Handle) LoadFirst(IEnumerable<string> candidates)
    {
        foreach (string candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, typeof(Context).Assembly, null, out nint handle))
                return (candidate, handle);
        }

        return (null, 0);
    }

    private static (DriverLibrary Library, nint Handle) Find(ComputeDeviceKind kind, string library)
    {
        IReadOnlyList<string> candidates = Candidates(library, OperatingSystem.IsLinux(), Directory.Exists(WindowsSubsystemFolder));
        (string? loaded, nint handle) = LoadFirst(candidates);
        string? problem = loaded is null || Registration.Value
            ? null
            : "another part of the program finds libraries for ILGPU, perhaps not this one";
        return (new(kind, candidates, loaded, loaded is null ? null : PathOf(loaded), problem), handle);
    }

    /// <summary>Nothing for a library that is not known or not found: the system's own rules apply.</summary>
    private static nint HandleOf(string library) =>
        library == CudaName ? CudaSearch.Value.Handle
        : library == OpenClName ? OpenClSearch.Value.Handle
        : 0;

    private static string? PathOf(string loaded)
    {
        string name = Path.GetFileName(loaded);
        using Process process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>()
            .Select(module => module.FileName)
            .FirstOrDefault(file => Path.GetFileName(file).StartsWith(name, StringComparison.OrdinalIgnoreCase));
    }
}
