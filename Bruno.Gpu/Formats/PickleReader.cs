using System.IO.Compression;
using System.Numerics;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Formats;

/// <summary>
/// Pickles of Python, protocols 0 to 5, that hold data: numbers, texts, bytes, lists, tuples, sets, dictionaries and NumPy arrays.
/// What a pickle would run is not run; it is refused by its name.
/// </summary>
internal static class PickleReader
{
    /// <summary>The number with which files of torch.save before version 1.6 begin.</summary>
    private static readonly BigInteger OldTorch = BigInteger.Parse("119547037146038801333356");

    /// <summary>Reads a pickle.</summary>
    /// <returns>
    /// A list of numbers alone is an array of one axis, other lists, tuples, sets and arrays of objects a <see cref="StoredList"/>, a
    /// dictionary a <see cref="StoredTable"/> whose keys are texts, a number an array without axes, bytes an array of bytes, None
    /// <see cref="StoredNothing"/>.
    /// </returns>
    /// <exception cref="DataException">It is missing, cut off or damaged, or asks for anything else.</exception>
    public static StoredValue Read(string path) => DataFile.ReadBytes(path, Read);

    /// <summary>Reads a pickle that is an entry of a zip archive.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="entry">The name of the entry, with its folders.</param>
    /// <inheritdoc cref="Read(string)"/>
    public static StoredValue ReadFromZip(string archive, string entry) => DataFile.Read(archive, stream =>
    {
        using ZipArchive zip = ZipContent.Open(stream);
        ZipArchiveEntry found = zip.GetEntry(entry) ?? throw new InvalidDataException(
            $"the archive has no entry '{entry}' (it begins with {string.Join(", ", zip.Entries.Take(5).Select(other => other.FullName))})");
        byte[] content = ZipContent.ReadBytes(found, MemoryBudget.For(stream.Length));
        try
        {
            return Read(content);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"entry '{entry}': {exception.Message}", exception);
        }
    });

    private static StoredValue Read(byte[] content)
    {
        PickleMachine machine = new(content, new PickleNames(MemoryBudget.For(content.Length)));
        object? value = machine.Run();
        if (value is BigInteger number && number == OldTorch)
            throw new InvalidDataException("it is of the old format of torch.save: load it and save it again with PyTorch 1.6 or newer");
        return machine.Remaining == 0
            ? PickleResult.Of(value)
            : throw new InvalidDataException($"{machine.Remaining} bytes follow its end: save one list, not several pickles in a file");
    }
}
