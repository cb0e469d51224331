using Bruno.Gpu.Comparison;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;

namespace Bruno.Gpu.Tests.Comparison;

public sealed class ComparedMethodsTests
{
    [Fact]
    public void EveryMethod_IsFoundByItsName()
    {
        foreach (GradientKind kind in Enum.GetValues<GradientKind>().Where(kind => kind != GradientKind.BpttFull))
        {
            Assert.Equal(kind, ComparedMethods.Find(ComparedMethods.NameOf(kind)));
            Assert.Contains(ComparedMethods.NameOf(kind), ComparedMethods.Names);
        }
    }

    [Fact]
    public void AnUnknownName_IsRefusedWithTheNearest()
    {
        BrunoException exception = Assert.Throws<BrunoException>(() => ComparedMethods.Find("exact-litteral"));
        Assert.Equal(ExitCode.Usage, exception.ExitCode);
        Assert.Contains("'exact-literal'", exception.Message);
    }

    [Fact]
    public void TheUnrolledNetwork_IsAnotherOne()
    {
        Assert.DoesNotContain("bptt-full", ComparedMethods.Names);
        Assert.Contains("another network", Assert.Throws<BrunoException>(() => ComparedMethods.Find("bptt-full")).Message);
        Assert.Throws<BrunoException>(new GradientComparisonOptions { Methods = [GradientKind.BpttFull] }.RequireValid);
    }

    [Fact]
    public void FaultsOfOptions_AreAllReported()
    {
        GradientComparisonOptions options = new() { Methods = [], Horizons = [0], Samples = 0, ReferenceSubsteps = 0 };
        string message = Assert.Throws<BrunoException>(options.RequireValid).Message;
        Assert.All(["methods", "horizons", "samples", "reference-substeps"], key => Assert.Contains(key, message));
        Assert.Throws<BrunoException>(new GradientComparisonOptions { Horizons = [5, 5] }.RequireValid);
        new GradientComparisonOptions().RequireValid();
    }
}
