using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Synapses.Tiles;

namespace Bruno.Gpu.Tests.Backends;

/// <summary>
/// The CPU accelerator with groups as large as those of the tiled kernels, shared memory and barriers. A barrier costs about a
/// millisecond there: for small products only.
/// </summary>
public sealed class GroupedHostBackend() : Backend("cpu in groups")
{
    /// <inheritdoc/>
    protected override ComputeDevice OpenDevice() => ComputeDevice.OpenGroupedHost(32, ProductTile.Threads / 32, group: 1);
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition]
public sealed class GroupedHostTests : ICollectionFixture<GroupedHostBackend>;
