using Bruno.Gpu.Units;

namespace Bruno.Gpu.Formats;

/// <summary>
/// What one file may fill of the memory: small files can promise, and inflate to, far more than a machine has.
/// </summary>
/// <param name="limit">In bytes.</param>
internal sealed class MemoryBudget(long limit)
{
    private long taken;

    /// <summary>Half of the memory that this process may use.</summary>
    public MemoryBudget()
        : this(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2)
    {
    }

    /// <summary>Counts memory before it is allocated.</summary>
    /// <exception cref="InvalidDataException">It would be too much together with what was taken before.</exception>
    public void Take(long bytes, string what)
    {
        if (bytes > limit - taken)
        {
            throw new InvalidDataException(
                $"{what} would bring its content to more than {ByteSize.Format(limit)}, half of the memory that there is: split the file, or store smaller types");
        }

        taken += bytes;
    }
}
