using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace Bruno.Gpu.Accelerators;

/// <summary>What there is to compute on, as ILGPU and the drivers tell.</summary>
internal sealed class DeviceDiscovery
{
    private readonly List<(ComputeDeviceDescription Description, Device Device)> devices = [];
    private readonly List<UnusableDevice> unusable = [];
    private readonly List<DriverLibrary> libraries = [];

    private DeviceDiscovery()
    {
    }

    /// <summary>What was found.</summary>
    public DeviceInventory Inventory => new([.. devices.Select(entry => entry.Description)], unusable, libraries);

    /// <summary>Looks at the host alone: no driver is asked, so none can be in the way.</summary>
    public static DeviceDiscovery OfHost()
    {
        DeviceDiscovery discovery = new();
        CPUDevice host = HostDevice.Create();
        discovery.Add(HostDevice.Describe(host), host);
        return discovery;
    }

    /// <summary>Looks at everything.</summary>
    public static DeviceDiscovery OfAll()
    {
        DeviceDiscovery discovery = OfHost();
        DriverLibraries.Register();
        discovery.libraries.AddRange([DriverLibraries.Cuda, DriverLibraries.OpenCl]);
        // A driver that is broken must not take the others with it.
        discovery.Try(ComputeDeviceKind.Cuda, CudaDiscovery.AddTo);
        discovery.Try(ComputeDeviceKind.OpenCl, OpenClDiscovery.AddTo);
        return discovery;
    }

    /// <summary>Adds a device that can be used.</summary>
    public void Add(ComputeDeviceDescription description, Device device) => devices.Add((description, device));

    /// <summary>Adds what cannot be used.</summary>
    public void AddUnusable(ComputeDeviceKind kind, string what, string reason) => unusable.Add(new(kind, what, reason));

    /// <summary>ILGPU's device of one that was found.</summary>
    public Device DeviceOf(ComputeDeviceDescription description) =>
        devices.First(entry => ReferenceEquals(entry.Description, description)).Device;

    private void Try(ComputeDeviceKind kind, Action<DeviceDiscovery> add)
    {
        try
        {
            add(this);
        }
        catch (Exception exception)
        {
            AddUnusable(kind, "driver", $"it failed: {exception.Message}");
        }
    }
}
