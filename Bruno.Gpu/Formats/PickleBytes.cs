namespace Bruno.Gpu.Formats;

/// <summary>Bytes of a pickle; not copied.</summary>
internal sealed record PickleBytes(ReadOnlyMemory<byte> Content);
