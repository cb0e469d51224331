namespace Bruno.Gpu.Accelerators;

/// <summary>Work that the host's cores can divide among themselves by ranges.</summary>
internal interface IHostWork
{
    /// <summary>Does the part [begin, end) of it.</summary>
    void Run(int begin, int end);
}
