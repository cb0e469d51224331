using Bruno.Gpu.Errors;
using PureHDF;

namespace Bruno.Gpu.Formats;

/// <summary>
/// HDF5 files: groups as tables, data sets as arrays, texts and lists. Each data set is read once, straight into the array that is
/// handed out. Enumerations and truth values are numbers; sequences of different length, as a list of arrays, one each.
/// Little-endian and big-endian numbers are read; those within sequences of different length are taken as little-endian, as every
/// writer of such sets stores them.
/// </summary>
internal static class Hdf5File
{
    /// <summary>The signature that begins every HDF5 file without a user block.</summary>
    private static readonly byte[] Signature = [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether a file begins as an HDF5 file does.</summary>
    public static bool IsHdf5(ReadOnlySpan<byte> beginning) => beginning.StartsWith(Signature);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">Which data sets to read, by their path such as <c>spikes/times</c>; all where not given.</param>
    /// <exception cref="DataException">
    /// It is missing, truncated, damaged or no HDF5 file, asks for more memory than it can hold data, or holds a type that is no
    /// numbers and no text; the message names the object.
    /// </exception>
    public static StoredTable Read(string path, Func<string, bool>? wanted = null)
    {
        if (!File.Exists(path))
            throw new DataException($"Cannot read '{path}': there is no such file. Check the path.");
        try
        {
            using H5Reading reading = new(path, wanted);
            return reading.Root();
        }
        catch (Exception exception) when (exception is not DataException)
        {
            throw new DataException(
                $"Cannot read '{path}': it is damaged or no HDF5 file ({Reason(exception)}). Copy or download it anew.", exception);
        }
    }

    /// <summary>The first line of what a package says.</summary>
    internal static string Reason(Exception exception)
    {
        while (exception is System.Reflection.TargetInvocationException { InnerException: { } inner })
            exception = inner;
        return exception.Message.Split('\n')[0].Trim().TrimEnd('.');
    }
}
