namespace Bruno.Gpu.Tests.Backends;

/// <summary>The first OpenCL device.</summary>
public sealed class OpenClBackend() : Backend("opencl:0");

/// <summary>The tests that share it.</summary>
[CollectionDefinition]
public sealed class OpenClTests : ICollectionFixture<OpenClBackend>;
