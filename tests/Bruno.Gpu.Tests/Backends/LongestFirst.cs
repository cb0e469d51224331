using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Bruno.Gpu.Tests.Backends.LongestFirst))]

namespace Bruno.Gpu.Tests.Backends;

/// <summary>Tests that share a device run one after another, for minutes: what begins with them does not end with them alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [nameof(CpuNetworkTests), nameof(CpuTests), nameof(GroupedHostTests)];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Array.FindIndex(Longest, name => collection.TestCollectionDisplayName.Contains($".{name} ", StringComparison.Ordinal)) is var place and >= 0 ? place : Longest.Length)];
}
