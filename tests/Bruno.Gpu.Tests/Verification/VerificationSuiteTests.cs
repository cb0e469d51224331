using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Verification;

namespace Bruno.Gpu.Tests.Verification;

/// <summary>What should fail does, and says why.</summary>
[Collection(typeof(CpuTests))]
public sealed class VerificationSuiteTests(CpuBackend backend) : DeviceTests(backend)
{
    private static readonly Precision[] Float = [Precision.Float];

    [Fact]
    public void AWrongResult_FailsItsFamilyAlone()
    {
        IReadOnlyList<FamilyResult> results = Run(
            new("right", () => [new("a", 0, 0), new("b", 1e-6, 1e-5)]), new("wrong", () => [new("a", 0, 0), new("b", 2e-5, 1e-5), new("c", 9, null)]));
        Assert.True(results[0].Passed);
        Assert.Equal((2, "b", 1e-6, 1e-5), (results[0].Comparisons, results[0].Quantity, results[0].Deviation, results[0].Tolerance));
        Assert.False(results[1].Passed);
        Assert.Equal(["b"], results[1].Failures.Select(failure => failure.Quantity));
        VerificationReport report = VerificationReport.Of(Device, false, results);
        Assert.Equal((false, ExitCode.CheckFailed), (report.Passed, report.ExitCode));
    }

    [Fact]
    public void WhatIsNoNumber_AndNothingAtAll_Fail()
    {
        IReadOnlyList<FamilyResult> results = Run(
            new("no number", () => [new("a", double.NaN, 1), new("b", 0.5, 1)]), new("nothing", () => []), new("unjudged", () => [new("a", 0, null)]));
        Assert.All(results, result => Assert.False(result.Passed));
        Assert.Equal("a", results[0].Quantity);
        Assert.Equal("nothing was compared", results[1].Problem);
        Assert.False(VerificationReport.Of(Device, false, []).Passed);
    }

    [Fact]
    public void WhatAFamilyThrows_IsAFindingWithoutPaths()
    {
        static IEnumerable<Deviation> Throw()
        {
            yield return new("before", 0, 0);
            throw new InvalidOperationException("clBuildProgram failed in /home/someone/cache/kernel.cl");
        }

        FamilyResult result = Run(new FakeFamily("throws", Throw)).Single();
        Assert.False(result.Passed);
        Assert.Equal(1, result.Comparisons);
        Assert.Equal("InvalidOperationException: clBuildProgram failed in .../kernel.cl", result.Problem);
    }

    /// <summary>A kernel that computes wrong numbers may take very long at the sizes to come.</summary>
    [Fact]
    public void AFamilyIsLeftAfterAFewFailures()
    {
        int measured = 0;
        IEnumerable<Deviation> Measure()
        {
            for (; ; )
                yield return new($"{measured++}", 1, 0);
        }

        Assert.Equal(5, Run(new FakeFamily("endless", Measure)).Single().Failures.Count);
        Assert.InRange(measured, 5, 6);
    }

    [Fact]
    public void AFamilyThatDoesNotEnd_IsStuck()
    {
        using ManualResetEventSlim end = new();
        FakeFamily family = new("hangs", () =>
        {
            end.Wait();
            return [];
        });
        FamilyResult result = VerificationSuite.RunWithin(TimeSpan.FromMilliseconds(100), family, new(Device, true), Precision.Float);
        end.Set();
        Assert.True(result.IsStuck);
        Assert.False(result.Passed);
        Assert.Contains("hangs", result.Problem);
    }

    [Fact]
    public void TheShortForm_RunsWhatIsInIt_InFloat()
    {
        FakeFamily[] families =
        [
            new("in", () => [new("a", 0, 0)]) { IsInShortForm = true, IsRunInDouble = true }, new("out", () => [new("a", 0, 0)]) { IsRunInDouble = true },
        ];
        Precision[] both = [Precision.Float, Precision.Double];
        Assert.Equal([("in", Precision.Float)], Names(VerificationSuite.Run(families, Device, both, isShort: true, cancellation: TestContext.Current.CancellationToken)));
        Assert.Equal([("in", Precision.Double)], Names(VerificationSuite.Run(families, Device, [Precision.Double], isShort: true, cancellation: TestContext.Current.CancellationToken)));
        Assert.Equal(
            [("in", Precision.Float), ("in", Precision.Double), ("out", Precision.Float), ("out", Precision.Double)],
            Names(VerificationSuite.Run(families, Device, both, isShort: false, cancellation: TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void WithoutDoubles_WhatNeedsThemIsLeftOut()
    {
        using ComputeDevice device = ComputeDevice.OpenGroupedHost(2, 1, 1, hasDouble: false);
        FakeFamily[] families = [new("float", () => [new("a", 0, 0)]), new("double", () => [new("a", 0, 0)]) { ComputesInDouble = true }];
        Assert.Equal(Float, VerificationSuite.PrecisionsOf(device));
        Assert.Equal([("float", Precision.Float)], Names(VerificationSuite.Run(families, device, Float, isShort: false, cancellation: TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void FamiliesAreFoundByAPartOfTheirName()
    {
        IReadOnlyList<FamilyResult> results = VerificationSuite.Run(Device, Float, isShort: false, cancellation: TestContext.Current.CancellationToken, only: "Optimizer");
        Assert.Equal(3, results.Count);
        BrunoException exception = Assert.Throws<BrunoException>(() => VerificationSuite.Run(
            Device, Float, isShort: false, cancellation: TestContext.Current.CancellationToken, only: "nothing like it"));
        Assert.Equal(ExitCode.Usage, exception.ExitCode);
        Assert.Contains("gradient, bruno", exception.Message);
    }

    [Fact]
    public void FamiliesHaveDifferentNames() =>
        Assert.Equal(VerificationFamilies.All.Count, VerificationFamilies.All.Select(family => family.Name).Distinct().Count());

    [Fact]
    public void AReportSaysWhatAndOnWhat_AndNothingOfItsSender()
    {
        string text = JsonFile.ToText(VerificationReport.Of(Device, true, Run(new FakeFamily("right", () => [new("a", 0, 0)]))));
        foreach (string key in new[] { "passed", "device", "model", "driver_version", "platform", "program_version", "ilgpu_version", "runtime", "operating_system", "families" })
            Assert.Contains($"\"{key}\"", text);
        Assert.DoesNotContain(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/", text);
        Assert.DoesNotContain(AppContext.BaseDirectory, text);
    }

    private static (string, Precision)[] Names(IEnumerable<FamilyResult> results) => [.. results.Select(result => (result.Family, result.Precision))];

    private IReadOnlyList<FamilyResult> Run(params FakeFamily[] families) => VerificationSuite.Run(families, Device, Float, isShort: false, cancellation: TestContext.Current.CancellationToken);
}
