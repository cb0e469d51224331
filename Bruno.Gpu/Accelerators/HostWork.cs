namespace Bruno.Gpu.Accelerators;

/// <summary>Divides work among the host's cores, without an allocation.</summary>
internal static class HostWork
{
    /// <summary>
    /// Runs work on consecutive ranges of 0..count, one a core, whose bounds are multiples of a block; returns when all of it
    /// is done.
    /// </summary>
    public static void Divide<TWork>(int count, int block, TWork work)
        where TWork : struct, IHostWork
    {
        int blocks = (count + block - 1) / block, cores = Math.Min(Environment.ProcessorCount, blocks);
        if (cores <= 1)
            work.Run(0, count);
        else
            HostTeam.Shared.Run(work, count, (blocks + cores - 1) / cores * block);
    }
}
