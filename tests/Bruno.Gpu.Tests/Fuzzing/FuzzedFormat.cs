namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>A format of files: what whole files of it look like, and how the program reads one.</summary>
/// <param name="Name">What the campaign calls it.</param>
/// <param name="File">The name of the file that is read.</param>
/// <param name="Seeds">Whole files, which inputs are made of.</param>
/// <param name="Read">Reads a file as a command does, as far as can be without training. It returns, or ends in a <see cref="Errors.BrunoException"/>.</param>
internal sealed record FuzzedFormat(string Name, string File, IReadOnlyList<byte[]> Seeds, Action<string> Read)
{
    /// <summary>Whether people may write it: tokens are mutated more often than bytes.</summary>
    public bool IsText { get; init; }

    /// <summary>The parts inside of a file that checksums or compression keep away from mutations of its bytes; none where there is nothing such.</summary>
    public IFileParts? Parts { get; init; }

    /// <summary>What may have been allocated, and given back in part, until a file of a few kB is read or refused, bytes.</summary>
    public long MostBytes { get; init; } = 1L << 30;

    /// <summary>Puts beside the file what is read with it, into the folder given.</summary>
    public Action<string>? Prepare { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
