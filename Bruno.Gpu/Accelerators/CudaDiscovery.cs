using System.Globalization;
using System.Runtime.InteropServices;
using ILGPU.Runtime.Cuda;

namespace Bruno.Gpu.Accelerators;

/// <summary>The devices of the CUDA driver.</summary>
internal static class CudaDiscovery
{
    /// <summary>Starts the driver.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    private delegate int Initialise(uint flags);

    /// <summary>Adds them to what was found.</summary>
    public static void AddTo(DeviceDiscovery discovery)
    {
        if (!CudaAPI.CurrentAPI.IsSupported)
        {
            discovery.AddUnusable(ComputeDeviceKind.Cuda, "driver", WhyThereIsNone());
            return;
        }

        // Asked for without ILGPU's context, which under Windows would want to look for the library by itself.
        CudaDevice[] devices = [.. CudaDevice.GetDevices(_ => true).Cast<CudaDevice>()];
        string? driver = NvidiaDriver.Version;
        int number = 0;
        foreach (CudaDevice device in devices)
        {
            if (device.Architecture is null || device.InstructionSet is null)
                discovery.AddUnusable(ComputeDeviceKind.Cuda, device.Name, $"ILGPU knows no code for it and CUDA {device.DriverVersion}: update the driver");
            else
                discovery.Add(Describe(device, $"cuda:{number++}", driver), device);
        }

        // ILGPU ends at the first device that it cannot describe.
        CudaAPI.CurrentAPI.GetDeviceCount(out int count);
        if (count > devices.Length)
        {
            discovery.AddUnusable(
                ComputeDeviceKind.Cuda,
                string.Create(CultureInfo.InvariantCulture, $"{count - devices.Length} of {count} devices"),
                "the driver does not describe them, or they are older than compute capability 3.0");
        }
    }

    private static ComputeDeviceDescription Describe(CudaDevice device, string name, string? driver) => new(
        name, device.Name, device.MemorySize, device.NumMultiprocessors)
    {
        Kind = ComputeDeviceKind.Cuda,
        IsGpu = true,
        Vendor = "NVIDIA Corporation",
        DriverVersion = driver ?? device.DriverVersion.ToString(),
        Platform = $"CUDA {device.DriverVersion}",
        DeviceVersion = $"compute capability {device.Architecture?.Major}.{device.Architecture?.Minor}",
        LanguageVersion = $"PTX {device.InstructionSet}",
        GroupLimit = device.MaxNumThreadsPerGroup,
        WarpSize = device.WarpSize,
        SharedMemoryBytes = device.MaxSharedMemoryPerGroup,
        SharesHostMemory = CudaAPI.CurrentAPI.GetDeviceAttribute(DeviceAttributeKind.CU_DEVICE_ATTRIBUTE_INTEGRATED, device.DeviceId) != 0,
    };

    private static string WhyThereIsNone()
    {
        if (DriverLibraries.Cuda.Loaded is not string library)
            return $"its library was not found ({string.Join(", ", DriverLibraries.Cuda.Tried)})";
        if (DriverLibraries.Function<Initialise>(ComputeDeviceKind.Cuda, "cuInit") is not { } initialise)
            return $"{library} has no cuInit: it is no driver of CUDA";
        CudaError error = (CudaError)initialise(0);
        return error == CudaError.CUDA_SUCCESS
            ? DriverLibraries.Cuda.Problem ?? $"ILGPU cannot use {library}"
            : $"it does not start: {DriverError.Name(error)}";
    }
}
