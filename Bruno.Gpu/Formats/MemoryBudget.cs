using Bruno.Gpu.Units;

namespace Bruno.Gpu.Formats;

/// <summary>
/// What one file may fill of the memory: small files can promise, and inflate to, far more than a machine has.
/// </summary>
/// <param name="limit">In bytes.</param>
/// <param name="reason">What the limit is, and what to do, as the end of a sentence.</param>
internal sealed class MemoryBudget(long limit, string reason)
{
    private const long Small = 256_000_000;

    // Even recordings of rare events do not deflate so well; zeros alone reach a thousand.
    private const long MostGrowth = 200;
    private long taken;

    /// <summary>Half of the memory that this process may use, and no more than compressed recordings inflate to.</summary>
    /// <param name="fileLength">Bytes of the file.</param>
    public static MemoryBudget For(long fileLength)
    {
        long half = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        long inflated = Math.Max(Small, fileLength > long.MaxValue / MostGrowth ? long.MaxValue : MostGrowth * fileLength);
        return inflated < half
            ? new(inflated, $"far more than recordings in a file of {ByteSize.Format(fileLength)} inflate to (is it a bomb?): save it without compression if it is right")
            : new(half, "half of the memory that there is: split the file, or store smaller types");
    }

    /// <summary>Counts memory before it is allocated.</summary>
    /// <exception cref="InvalidDataException">It would be too much together with what was taken before.</exception>
    public void Take(long bytes, string what)
    {
        if (bytes > limit - taken)
            throw new InvalidDataException($"{what} would bring its content to more than {ByteSize.Format(limit)}, {reason}");
        taken += bytes;
    }
}
