using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>Tests beside which nothing else runs, since they measure what the process takes.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class AloneTests : ICollectionFixture<CpuBackend>;
