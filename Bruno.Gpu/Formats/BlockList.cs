namespace Bruno.Gpu.Formats;

/// <summary>Collects values of unknown number without ever copying what is there, which a list does, to twice the room.</summary>
internal sealed class BlockList<T>
{
    private const int BlockLength = 1 << 15;
    private readonly List<T[]> blocks = [];
    private T[] last = [];
    private int used;

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a value.</summary>
    public void Add(T value)
    {
        if (used == last.Length)
        {
            // The first block grows: most tables are small.
            if (blocks.Count == 1 && last.Length < BlockLength)
            {
                Array.Resize(ref last, 2 * last.Length);
                blocks[0] = last;
            }
            else
            {
                last = new T[blocks.Count == 0 ? 256 : BlockLength];
                blocks.Add(last);
                used = 0;
            }
        }

        last[used++] = value;
        ++Count;
    }

    /// <summary>Calls for every value in order.</summary>
    public void ForEach(Action<T> action)
    {
        int left = Count;
        foreach (T[] block in blocks)
        {
            foreach (T value in block.AsSpan(0, Math.Min(left, block.Length)))
                action(value);
            left -= block.Length;
        }
    }

    /// <summary>All values.</summary>
    public T[] ToArray()
    {
        T[] result = GC.AllocateUninitializedArray<T>(Count);
        int copied = 0;
        foreach (T[] block in blocks)
        {
            int length = Math.Min(Count - copied, block.Length);
            block.AsSpan(0, length).CopyTo(result.AsSpan(copied));
            copied += length;
        }

        return result;
    }
}
