namespace Bruno.Gpu.Benchmarks;

/// <summary>Where the bytes of a row of memory.csv come from.</summary>
internal enum MemoryStatus
{
    /// <summary>From the ledger of allocations, of a training step that ran.</summary>
    Measured,

    /// <summary>From the sizes of the buffers; it was not tried, because it takes more than the limit that was set.</summary>
    Computed,

    /// <summary>From the sizes of the buffers; the device has less memory than that, or an array is too long for it.</summary>
    OutOfMemory,
}
