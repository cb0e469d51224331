using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Verification;

namespace Bruno.Gpu.Tests.Verification;

/// <summary>Every family passes where kernels are right, in the precisions that the device has.</summary>
public abstract class VerificationFamilyTests(Backend backend) : DeviceTests(backend)
{
    public static TheoryData<string> Names => [.. VerificationFamilies.All.Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Passes(string name)
    {
        IVerificationFamily family = VerificationFamilies.All.Single(family => family.Name == name);
        Assert.SkipUnless(family.RunsOn(Device), "not a family for this device");
        VerificationContext context = new(Device, isShort: true);
        foreach (Precision precision in VerificationSuite.PrecisionsOf(Device))
        {
            FamilyResult result = VerificationSuite.RunWithin(TimeSpan.FromMinutes(2), family, context, precision);
            Assert.True(result.Passed, $"{precision}: {result.Problem} {string.Join("; ", result.Failures)}");
            Assert.True(result.Comparisons > 0);
        }
    }
}

/// <summary>On the CPU accelerator.</summary>
[Collection(typeof(CpuTests))]
public sealed class VerificationFamilyCpuTests(CpuBackend backend) : VerificationFamilyTests(backend);

/// <summary>On the first CUDA device.</summary>
[Collection(typeof(CudaTests))]
public sealed class VerificationFamilyCudaTests(CudaBackend backend) : VerificationFamilyTests(backend);

/// <summary>On the first OpenCL device.</summary>
[Collection(typeof(OpenClTests))]
public sealed class VerificationFamilyOpenClTests(OpenClBackend backend) : VerificationFamilyTests(backend);
