using System.Runtime.InteropServices;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.OpenCL;

namespace Bruno.Gpu.Accelerators;

/// <summary>The devices of all OpenCL platforms. One that fails is left out, and no other with it.</summary>
internal static class OpenClDiscovery
{
    private const int MostDevices = 64;

    /// <summary>OpenCL's loader found no platform: the code is of an extension that ILGPU does not know.</summary>
    private const int NoPlatform = -1001;

    /// <summary>Whether a device shares the host's memory; OpenCL 2.0 deprecated the question, and drivers go on answering it.</summary>
    private const CLDeviceInfoType HostUnifiedMemory = (CLDeviceInfoType)0x1035;

    /// <summary>Counts platforms.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    private delegate int CountPlatforms(uint length, nint platforms, out uint count);

    /// <summary>Adds them to what was found.</summary>
    public static void AddTo(DeviceDiscovery discovery)
    {
        if (!CLAPI.CurrentAPI.IsSupported)
        {
            discovery.AddUnusable(ComputeDeviceKind.OpenCl, "driver", WhyThereIsNone());
            return;
        }

        CLException.ThrowIfFailed(CLAPI.CurrentAPI.GetNumPlatforms(out int count));
        nint[] platforms = new nint[count];
        CLException.ThrowIfFailed(CLAPI.CurrentAPI.GetPlatforms(platforms, ref count));
        int number = 0;
        foreach (nint platform in platforms)
        {
            string name = PlatformText(platform, CLPlatformInfoType.CL_PLATFORM_NAME);
            foreach (nint id in DevicesOf(discovery, platform, name))
            {
                (CLDevice? device, string? problem) = Look(platform, id);
                if (device is null || problem is not null)
                    discovery.AddUnusable(ComputeDeviceKind.OpenCl, $"{Text(id, CLDeviceInfoType.CL_DEVICE_NAME)} ({name})", problem ?? "it does not describe itself");
                else
                    discovery.Add(Describe(device, $"opencl:{number++}", name), device);
            }
        }
    }

    /// <summary>Why kernels cannot run on a device that describes itself so; null where they can.</summary>
    /// <param name="version">The version of OpenCL C that ILGPU would compile for.</param>
    /// <param name="hasGenericAddressSpace">Whether one pointer may point anywhere.</param>
    /// <param name="hasCompiler">Whether its driver compiles.</param>
    internal static string? ProblemOf(CLCVersion version, bool hasGenericAddressSpace, bool hasCompiler) =>
        version < CLBackend.MinimumVersion ? $"OpenCL C {version.Major}.{version.Minor} is too old: kernels need {CLBackend.MinimumVersion.Major}.{CLBackend.MinimumVersion.Minor}"
        : !hasGenericAddressSpace ? "no generic address space, which kernels need"
        : !hasCompiler ? "its driver has no compiler"
        : null;

    private static IEnumerable<nint> DevicesOf(DeviceDiscovery discovery, nint platform, string name)
    {
        nint[] ids = new nint[MostDevices];
        CLError error = CLAPI.CurrentAPI.GetDevices(platform, CLDeviceType.CL_DEVICE_TYPE_ALL, ids, out int count);
        if (error == CLError.CL_SUCCESS && count > 0)
            return ids.Take(count).Where(id => id != 0);
        string reason = error is CLError.CL_SUCCESS or CLError.CL_DEVICE_NOT_FOUND ? "it has no device" : $"its driver failed: {DriverError.Name(error)}";
        discovery.AddUnusable(ComputeDeviceKind.OpenCl, $"platform {name}", reason);
        return [];
    }

    private static (CLDevice? Device, string? Problem) Look(nint platform, nint id)
    {
        try
        {
            if (CLAPI.CurrentAPI.GetDeviceInfo<int>(id, CLDeviceInfoType.CL_DEVICE_AVAILABLE) == 0)
                return (null, "it is not available");
            CLDevice device = new(platform, id);
            bool hasCompiler = device.GetDeviceInfo<int>(CLDeviceInfoType.CL_DEVICE_COMPILER_AVAILABLE) != 0;
            return (device, ProblemOf(device.CLStdVersion, device.Capabilities.GenericAddressSpace, hasCompiler));
        }
        catch (Exception exception)
        {
            return (null, $"its driver failed: {exception.Message}");
        }
    }

    private static ComputeDeviceDescription Describe(CLDevice device, string name, string platform) => new(
        name, device.Name.Trim(), device.MemorySize, device.NumMultiprocessors)
    {
        Kind = ComputeDeviceKind.OpenCl,
        IsGpu = (device.DeviceType & (CLDeviceType.CL_DEVICE_TYPE_GPU | CLDeviceType.CL_DEVICE_TYPE_ACCELERATOR)) != 0,
        Vendor = Text(device.DeviceId, CLDeviceInfoType.CL_DEVICE_VENDOR),
        DriverVersion = Text(device.DeviceId, CLDeviceInfoType.CL_DRIVER_VERSION),
        Platform = $"{platform}, {PlatformText(device.PlatformId, CLPlatformInfoType.CL_PLATFORM_VERSION)}",
        DeviceVersion = Text(device.DeviceId, CLDeviceInfoType.CL_DEVICE_VERSION),
        LanguageVersion = Text(device.DeviceId, CLDeviceInfoType.CL_DEVICE_OPENCL_C_VERSION),
        HasDouble = device.Capabilities.Float64,
        GroupLimit = device.MaxNumThreadsPerGroup,
        WarpSize = WarpOf(device),
        SharedMemoryBytes = device.MaxSharedMemoryPerGroup,
        SharesHostMemory = device.GetDeviceInfo(HostUnifiedMemory, out int isShared) == CLError.CL_SUCCESS && isShared != 0,
    };

    private static int? WarpOf(CLDevice device) =>
        device.WarpSize > 0 ? device.WarpSize
        : device.GetDeviceInfo(CLDeviceInfoType.CL_DEVICE_PREFERRED_WORK_GROUP_SIZE_MULTIPLE, out nint multiple) == CLError.CL_SUCCESS && multiple > 0
            ? (int)multiple
        : null;

    private static string WhyThereIsNone()
    {
        if (DriverLibraries.OpenCl.Loaded is not string library)
            return $"its library was not found ({string.Join(", ", DriverLibraries.OpenCl.Tried)})";
        if (DriverLibraries.Function<CountPlatforms>(ComputeDeviceKind.OpenCl, "clGetPlatformIDs") is not { } countPlatforms)
            return $"{library} has no clGetPlatformIDs: it is no loader of OpenCL";
        int error = countPlatforms(0, 0, out uint count);
        return error == NoPlatform || (error == 0 && count == 0) ? $"{library} knows no platform: no driver is installed for it (on Linux, a file in /etc/OpenCL/vendors)"
            : error == 0 ? DriverLibraries.OpenCl.Problem ?? $"ILGPU cannot use {library}"
            : $"{library} failed: {DriverError.Name((CLError)error)}";
    }

    private static string Text(nint device, CLDeviceInfoType type)
    {
        try
        {
            return CLAPI.CurrentAPI.GetDeviceInfo(device, type).Trim();
        }
        catch (CLException)
        {
            return "";
        }
    }

    private static string PlatformText(nint platform, CLPlatformInfoType type)
    {
        try
        {
            return CLAPI.CurrentAPI.GetPlatformInfo(platform, type).Trim();
        }
        catch (CLException)
        {
            return "";
        }
    }
}
