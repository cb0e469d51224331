namespace Bruno.Gpu.Tests.Backends;

/// <summary>The first CUDA device.</summary>
public sealed class CudaBackend() : Backend("cuda:0");

/// <summary>The tests that share it.</summary>
[CollectionDefinition]
public sealed class CudaTests : ICollectionFixture<CudaBackend>;
