using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Verification;

namespace Bruno.Gpu.Tests.Verification;

public sealed class DeviceGateTests : IDisposable
{
    private static readonly ComputeDeviceDescription Gpu = new("cuda:0", "Model", 1, 1) { Kind = ComputeDeviceKind.Cuda, IsGpu = true };

    private readonly TemporaryFolder folder = new();
    private readonly List<string> told = [];
    private int verified;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ANewDeviceIsVerifiedOnce()
    {
        Assert.Null(Gate("cuda:0", passes: true).Rejects(Gpu));
        Assert.Null(Gate("cuda:0", passes: false).Rejects(Gpu));
        Assert.Equal(1, verified);
        Assert.Contains("new here", told.Single());
        Assert.Null(Gate("cuda:0", passes: true).Rejects(Gpu with { DriverVersion = "2" }));
        Assert.Equal(2, verified);
    }

    [Fact]
    public void ADeviceThatFailsIsRefused_WithWhatToDo()
    {
        for (int i = 0; i < 2; ++i)
        {
            BrunoException exception = Assert.Throws<BrunoException>(() => Gate("cuda", passes: false).Rejects(Gpu));
            Assert.Equal(ExitCode.CheckFailed, exception.ExitCode);
            foreach (string text in new[] { "gradient, bruno", "--device cpu", "bruno check --device cuda:0 --report FILE", "--no-check" })
                Assert.Contains(text, exception.Message);
        }

        Assert.Equal(1, verified);
    }

    [Fact]
    public void WhereTheChoiceIsOurs_TheNextDeviceIsTaken()
    {
        string? reason = Gate("auto", passes: false).Rejects(Gpu);
        Assert.Contains("wrong results (gradient, bruno", reason);
    }

    [Fact]
    public void TheHostNeedsNoVerification()
    {
        Assert.Null(Gate("cpu", passes: false).Rejects(new("cpu", "host processor", 1, 1)));
        Assert.Equal(0, verified);
        Assert.Empty(told);
    }

    private DeviceGate Gate(string name, bool passes) => new(name, new VerifiedDevices(folder["verified.json"]), told.Add, _ =>
    {
        ++verified;
        return [new() { Family = "LIF", Precision = Precision.Float, Passed = true }, new() { Family = "gradient, bruno", Precision = Precision.Float, Passed = passes }];
    });
}
