using Bruno.Gpu.Errors;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Recordings;

/// <summary>
/// What the values of all recordings may take of the memory: half of it, and no more than recordings of events grow to in bins. Few events,
/// one of them late or far away, can ask for far more.
/// </summary>
/// <param name="path">The file or folder that they are read from; none where they come of values that were counted.</param>
internal sealed class ValueBudget(string? path = null)
{
    /// <summary>What any file may take, bytes.</summary>
    private const long Small = 256_000_000;

    /// <summary>Events of five bytes each fill 200 times their length in N-MNIST, with bins of a millisecond.</summary>
    private const long MostGrowth = 10_000;

    private readonly long half = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
    private readonly Lazy<long> grown = new(() => path is null ? long.MaxValue : MostGrowth * LengthOf(path));
    private long taken;

    /// <summary>Counts memory before it is allocated; from any thread.</summary>
    /// <param name="bytes">Bytes of a recording's values.</param>
    /// <param name="origin">Where it stands.</param>
    /// <exception cref="DataException">One array cannot hold it, or it would be too much together with what was taken before.</exception>
    public void Take(long bytes, string origin)
    {
        long all = Interlocked.Add(ref taken, bytes);
        if (bytes / sizeof(float) > Array.MaxLength || all > half)
        {
            throw new DataException(
                $"{origin}: with this recording ({ByteSize.Format(bytes)}) the values take more than {ByteSize.Format(half)}, half of the memory that there is: take longer steps or fewer channels, or fewer recordings");
        }

        if (all > Small && all > grown.Value)
        {
            throw new DataException(
                $"{origin}: with this recording ({ByteSize.Format(bytes)}) the values take more than {MostGrowth} times what is stored, so that nearly all of them are 0: take longer bins (data.events.bin_seconds), pool channels (data.events.pool), or say what times are counted in (event_time_unit in the description)");
        }
    }

    private static long LengthOf(string path) =>
        File.Exists(path) ? new FileInfo(path).Length : new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
