using Bruno.Gpu.Accelerators;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.OpenCL;

namespace Bruno.Gpu.Tests.Accelerators;

/// <summary>Which OpenCL devices cannot run kernels, and what is said of it.</summary>
public sealed class OpenClDiscoveryTests
{
    [Theory]
    [InlineData(1, 2, true, true, "OpenCL C 1.2 is too old: kernels need 2.0")]
    [InlineData(3, 0, false, true, "no generic address space, which kernels need")]
    [InlineData(2, 0, true, false, "its driver has no compiler")]
    [InlineData(2, 0, true, true, null)]
    public void AReasonIsGiven(int major, int minor, bool hasGenericAddressSpace, bool hasCompiler, string? reason) =>
        Assert.Equal(reason, OpenClDiscovery.ProblemOf(new CLCVersion(major, minor), hasGenericAddressSpace, hasCompiler));

    [Fact]
    public void CodesOfDriversAreNamedWhereTheyAreKnown()
    {
        Assert.Equal("CL_DEVICE_NOT_FOUND (-1)", DriverError.Name(CLError.CL_DEVICE_NOT_FOUND));
        Assert.Equal("error -1001", DriverError.Name((CLError)(-1001)));
    }
}
