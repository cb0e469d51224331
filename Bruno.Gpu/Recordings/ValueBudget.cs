using Bruno.Gpu.Errors;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Recordings;

/// <summary>What the values of all recordings may take of the memory: half of it. Few events, or a setting, can ask for far more.</summary>
internal sealed class ValueBudget
{
    private readonly long limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
    private long taken;

    /// <summary>Counts memory before it is allocated; from any thread.</summary>
    /// <param name="bytes">Bytes of a recording's values.</param>
    /// <param name="origin">Where it stands.</param>
    /// <exception cref="DataException">One array cannot hold it, or it would be too much together with what was taken before.</exception>
    public void Take(long bytes, string origin)
    {
        if (bytes / sizeof(float) > Array.MaxLength || Interlocked.Add(ref taken, bytes) > limit)
        {
            throw new DataException(
                $"{origin}: with this recording ({ByteSize.Format(bytes)}) the values take more than {ByteSize.Format(limit)}, half of the memory that there is: take longer steps or fewer channels, or fewer recordings");
        }
    }
}
