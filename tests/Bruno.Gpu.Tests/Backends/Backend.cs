using Bruno.Gpu.Accelerators;

namespace Bruno.Gpu.Tests.Backends;

/// <summary>
/// A device that the tests of a backend share, so that each kernel is compiled once. Opened at the first use; where it
/// is absent, the test that asks for it is skipped with the reason.
/// </summary>
public abstract class Backend(string name) : IDisposable
{
    private ComputeDevice? device;
    private string? absence;

    /// <summary>The device. One thread at a time: the tests of a backend are one collection.</summary>
    public ComputeDevice Device
    {
        get
        {
            if (device is null && absence is null)
                Open();
            Assert.SkipWhen(absence is not null, absence ?? "");
            return device!;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        device?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the device.</summary>
    protected virtual ComputeDevice OpenDevice() => ComputeDevice.Open(name);

    private void Open()
    {
        try
        {
            device = OpenDevice();
        }
        catch (DeviceUnavailableException exception)
        {
            absence = exception.Message;
        }
    }
}
