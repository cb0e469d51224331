namespace Bruno.Gpu.Accelerators;

/// <summary>Divides work among the host's cores.</summary>
internal static class HostWork
{
    /// <summary>Runs work on every core at once, which divides it among themselves; returns when all of it is done.</summary>
    /// <param name="most">The most cores that it can be divided among.</param>
    /// <param name="work">The work.</param>
    public static void OnCores(int most, Action work)
    {
        int cores = Math.Min(Environment.ProcessorCount, most);
        if (cores <= 1)
            work();
        else
            Parallel.For(0, cores, _ => work());
    }

    /// <summary>
    /// Runs work on consecutive ranges of 0..count, one a core, whose bounds are multiples of a block; returns when all of it
    /// is done.
    /// </summary>
    public static void Divide(int count, int block, Action<int, int> work)
    {
        int parts = Math.Min(Environment.ProcessorCount, (count + block - 1) / block);
        int size = (count + parts - 1) / Math.Max(parts, 1);
        size = (size + block - 1) / block * block;
        if (parts <= 1)
            work(0, count);
        else
            Parallel.For(0, parts, part => work(Math.Min(part * size, count), Math.Min((part + 1) * size, count)));
    }
}
