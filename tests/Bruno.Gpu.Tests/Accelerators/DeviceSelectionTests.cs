using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Accelerators;

/// <summary>Which device a name or auto takes, among devices that need not be there.</summary>
public sealed class DeviceSelectionTests
{
    private const long Gigabyte = 1_000_000_000;

    private static readonly ComputeDeviceDescription Host = new("cpu", "host processor", 32 * Gigabyte, 8) { SharesHostMemory = true };
    private static readonly ComputeDeviceDescription SmallCuda = Gpu("cuda:0", "T4", ComputeDeviceKind.Cuda, 16);
    private static readonly ComputeDeviceDescription LargeCuda = Gpu("cuda:1", "H100", ComputeDeviceKind.Cuda, 80);
    private static readonly ComputeDeviceDescription SameCuda = Gpu("cuda:2", "H100", ComputeDeviceKind.Cuda, 80);
    private static readonly ComputeDeviceDescription OpenClTwin = Gpu("opencl:0", "H100", ComputeDeviceKind.OpenCl, 80);
    private static readonly ComputeDeviceDescription Radeon = Gpu("opencl:1", "Radeon", ComputeDeviceKind.OpenCl, 24);
    private static readonly ComputeDeviceDescription Integrated =
        Gpu("opencl:2", "Iris", ComputeDeviceKind.OpenCl, 28) with { SharesHostMemory = true, HasDouble = false };

    private static readonly ComputeDeviceDescription OpenClCpu =
        Gpu("opencl:3", "PoCL", ComputeDeviceKind.OpenCl, 30) with { IsGpu = false, SharesHostMemory = true };

    [Fact]
    public void AutoWithoutAGpuTakesTheHost()
    {
        Assert.Equal("Device: cpu (host processor), there is no GPU.", Auto([Host]).Lines.Single());
        DeviceChoice choice = Auto([Host, OpenClCpu]);
        Assert.Equal("Device: cpu (host processor), there is no GPU (opencl:3 is a CPU, and used only when asked for).", choice.Lines.Single());
    }

    [Fact]
    public void AutoTakesCudaBeforeOpenCl()
    {
        Assert.Equal("Device: cuda:0 (T4), the only CUDA device.", Auto([Host, SmallCuda, OpenClTwin, Radeon]).Lines.Single());
    }

    [Fact]
    public void AutoTakesAnOpenClGpuWhereThereIsNoCuda()
    {
        Assert.Equal("Device: opencl:1 (Radeon), the only OpenCL GPU; there is no CUDA device.", Auto([Host, OpenClCpu, Radeon]).Lines.Single());
    }

    [Fact]
    public void OfSeveralTheOneWithTheMostMemoryIsTaken()
    {
        DeviceChoice choice = Auto([Host, SmallCuda, LargeCuda]);
        Assert.Equal("Device: cuda:1 (H100), of 2 CUDA devices the one with the most memory.", choice.Lines.Single());
        choice = Auto([Host, SmallCuda, LargeCuda, SameCuda]);
        Assert.Equal("Device: cuda:1 (H100), of 3 CUDA devices the first with the most memory.", choice.Lines.Single());
    }

    /// <summary>A GPU in a processor counts the host's memory as its own.</summary>
    [Fact]
    public void MemoryOfItsOwnCountsMoreThanSharedMemory()
    {
        DeviceChoice choice = Auto([Host, Integrated, Radeon]);
        Assert.Equal("Device: opencl:1 (Radeon), of 2 OpenCL GPUs one with memory of its own; there is no CUDA device.", choice.Lines.Single());
    }

    [Fact]
    public void AutoPassesOverWhatIsRejected()
    {
        DeviceChoice choice = Auto([Host, LargeCuda, OpenClTwin, Radeon], rejects: device => device.Kind == ComputeDeviceKind.Cuda ? "it fails its check" : null);
        Assert.Equal(
            [
                "Device cuda:1 (H100) is passed over: it fails its check",
                "Device: opencl:1 (Radeon), of 2 OpenCL GPUs the first with the most memory; no CUDA device can be used.",
            ],
            choice.Lines);
    }

    [Fact]
    public void AutoPassesOverWhatDoesNotOpen()
    {
        DeviceChoice choice = Auto([Host, SmallCuda, LargeCuda], closed: ["cuda:1"]);
        Assert.Equal(
            ["Device cuda:1 (H100) is passed over: it does not open: out of order", "Device: cuda:0 (T4), the only CUDA device that can be used."],
            choice.Lines);
        choice = Auto([Host, SmallCuda], closed: ["cuda:0"]);
        Assert.Equal("Device: cpu (host processor), no GPU can be used.", choice.Lines[^1]);
    }

    /// <summary>What CUDA failed on comes after all other GPUs.</summary>
    [Fact]
    public void TheOpenClTwinOfACudaDeviceComesLast()
    {
        Assert.Equal("opencl:1", Auto([Host, LargeCuda, OpenClTwin, Radeon], closed: ["cuda:1"]).Name);
        Assert.Equal("opencl:0", Auto([Host, LargeCuda, OpenClTwin], closed: ["cuda:1"]).Name);
        Assert.Equal("opencl:0", Auto([Host, OpenClTwin, Radeon]).Name);
    }

    [Fact]
    public void AutoPassesOverWhatHasNoDoubleWhereThatIsNeeded()
    {
        Assert.Equal("opencl:2", Auto([Host, Integrated]).Name);
        DeviceChoice choice = Auto([Host, Integrated], Precision.Double);
        Assert.Equal("cpu", choice.Name);
        Assert.Contains("no double precision", choice.PassedOver.Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereNothingWorksEveryReasonIsTold()
    {
        DeviceUnavailableException exception = Assert.Throws<DeviceUnavailableException>(
            () => Auto([Host, SmallCuda], rejects: device => $"{device.Name} is broken"));
        Assert.Contains("cuda:0 is broken", exception.Message, StringComparison.Ordinal);
        Assert.Contains("cpu is broken", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cuda", "cuda:0")]
    [InlineData(" CUDA:1 ", "cuda:1")]
    [InlineData("opencl:3", "opencl:3")]
    [InlineData("cpu", "cpu")]
    public void ANameTakesThatDevice(string name, string taken)
    {
        (string opened, DeviceChoice choice) = Open(name, [Host, SmallCuda, LargeCuda, OpenClCpu]);
        Assert.Equal(taken, opened);
        Assert.Equal(taken, choice.Name);
        Assert.False(choice.IsAutomatic);
    }

    [Fact]
    public void ADeviceAskedForByNameIsNeverReplaced()
    {
        Refused("it fails its check", () => Open("cuda", [Host, SmallCuda], rejects: _ => "it fails its check"));
        Refused("out of order", () => Open("cuda:0", [Host, SmallCuda], closed: ["cuda:0"]));
        Refused("no double precision", () => Open("opencl:2", [Host, Integrated], Precision.Double));
        Refused("there are 1", () => Open("cuda:1", [Host, SmallCuda]));
        Refused("Mali: too old", () => Open("opencl", [Host, SmallCuda]));
    }

    private static void Refused(string reason, Action open)
    {
        DeviceUnavailableException exception = Assert.Throws<DeviceUnavailableException>(open);
        Assert.Equal(ExitCode.DeviceUnavailable, exception.ExitCode);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    private static DeviceChoice Auto(
        ComputeDeviceDescription[] devices, Precision precision = Precision.Float, Func<ComputeDeviceDescription, string?>? rejects = null,
        string[]? closed = null)
    {
        (string opened, DeviceChoice choice) = Open("auto", devices, precision, rejects, closed);
        Assert.Equal(opened, choice.Name);
        Assert.True(choice.IsAutomatic);
        return choice;
    }

    private static (string Opened, DeviceChoice Choice) Open(
        string name, ComputeDeviceDescription[] devices, Precision precision = Precision.Float,
        Func<ComputeDeviceDescription, string?>? rejects = null, string[]? closed = null) =>
        DeviceSelection.Open(
            name,
            new DeviceInventory(devices, [new(ComputeDeviceKind.OpenCl, "Mali", "too old")], []),
            precision,
            rejects,
            device => closed?.Contains(device.Name) == true ? throw new InvalidOperationException("out of order") : device.Name);

    private static ComputeDeviceDescription Gpu(string name, string model, ComputeDeviceKind kind, long gigabytes) =>
        new(name, model, gigabytes * Gigabyte, 100) { Kind = kind, IsGpu = true };
}
