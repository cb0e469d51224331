using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Verification;

namespace Bruno.Gpu.Tests.Verification;

public sealed class VerifiedDevicesTests : IDisposable
{
    private static readonly ComputeDeviceDescription Device = new("opencl:0", "Model", 1, 1)
    {
        Kind = ComputeDeviceKind.OpenCl, Vendor = "Maker", DriverVersion = "1.0", Platform = "OpenCL 3",
    };

    private readonly TemporaryFolder folder = new();

    private string File => folder["cache/verified-devices.json"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AVerdictIsRemembered_AndTheLastOneCounts()
    {
        VerifiedDevices memory = new(File);
        Assert.Null(memory.Find(Device));
        memory.Remember(Device, [Result("a", false), Result("b", true)]);
        Assert.Equal(["a"], new VerifiedDevices(File).Find(Device)!.Failed);
        memory.Remember(Device, [Result("a", true), Result("b", true)]);
        Assert.True(memory.Find(Device)!.Passed);
    }

    [Fact]
    public void AnotherDriverOrModelIsAnotherDevice_AnotherNumberIsNot()
    {
        VerifiedDevices memory = new(File);
        memory.Remember(Device, [Result("a", true)]);
        Assert.NotNull(memory.Find(Device with { Name = "opencl:1" }));
        Assert.Null(memory.Find(Device with { DriverVersion = "1.1" }));
        Assert.Null(memory.Find(Device with { Model = "Other" }));
        Assert.Null(memory.Find(Device with { Platform = "Other" }));
        Assert.Contains(typeof(Kernels.Scalars.Float32).Assembly.ManifestModule.ModuleVersionId.ToString(), VerifiedDevices.KeyOf(Device));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ broken")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[null, 3]")]
    [InlineData("[null, {\"device\": null, \"failed\": null}]")]
    public void ADamagedFileIsNoError(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, text);
        VerifiedDevices memory = new(File);
        Assert.Null(memory.Find(Device));
        memory.Remember(Device, [Result("a", true)]);
        Assert.True(memory.Find(Device)!.Passed);
    }

    [Fact]
    public void WhereNothingCanBeWritten_NothingIsRemembered()
    {
        System.IO.File.WriteAllText(folder["cache"], "a file where the folder should be");
        VerifiedDevices memory = new(File), none = new(null);
        memory.Remember(Device, [Result("a", true)]);
        none.Remember(Device, [Result("a", true)]);
        Assert.Null(memory.Find(Device));
        Assert.Null(none.Find(Device));
    }

    private static FamilyResult Result(string family, bool passed) => new() { Family = family, Precision = Precision.Float, Passed = passed };
}
