using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Formats;

/// <summary>Files of one array, as numpy.save writes them (.npy).</summary>
internal static class NpyFile
{
    /// <summary>Reads a file of NPY version 1, 2 or 3.</summary>
    /// <returns>Numbers as a <see cref="StoredArray"/>; texts as a <see cref="StoredText"/> or a <see cref="StoredList"/> of such.</returns>
    /// <exception cref="DataException">
    /// It is missing, cut off or damaged, or holds what is neither numbers nor texts (Python objects, complex numbers, fields, dates).
    /// </exception>
    public static StoredValue Read(string path) => DataFile.Read(path, stream => NpyFormat.Read(stream, stream.Length, MemoryBudget.For(stream.Length)));

    /// <summary>Writes numbers, a text, or a list of texts.</summary>
    /// <exception cref="BrunoException">The file cannot be written (<see cref="ExitCode.WriteFailed"/>).</exception>
    /// <exception cref="ArgumentException">The value is another.</exception>
    public static void Write(string path, StoredValue value) => AtomicFile.Write(path, stream => NpyFormat.Write(stream, value));
}
