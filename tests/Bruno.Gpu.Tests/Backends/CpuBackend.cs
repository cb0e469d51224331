namespace Bruno.Gpu.Tests.Backends;

/// <summary>The CPU accelerator, which is everywhere.</summary>
public sealed class CpuBackend() : Backend("cpu");

/// <summary>The tests that share it.</summary>
[CollectionDefinition]
public sealed class CpuTests : ICollectionFixture<CpuBackend>;

/// <summary>Those of networks have one to themselves, so that two cores have work.</summary>
[CollectionDefinition]
public sealed class CpuNetworkTests : ICollectionFixture<CpuBackend>;
