namespace Bruno.Gpu.Tests.Backends;

/// <summary>The CPU accelerator, which is everywhere.</summary>
public sealed class CpuBackend() : Backend("cpu");

/// <summary>The tests that share it.</summary>
[CollectionDefinition]
public sealed class CpuTests : ICollectionFixture<CpuBackend>;
