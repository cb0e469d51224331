using System.Buffers.Binary;
using System.IO.Compression;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Formats;

/// <summary>Files of variables as MATLAB saves them with -v6 and -v7 (MATLAB 5 MAT-files), compressed or not, of either byte order.</summary>
internal static class MatlabFile
{
    private const int HeaderBytes = 128;
    private const int TagBytes = 8;
    private const int CompressedType = 15;

    /// <summary>Reads all variables.</summary>
    /// <returns>
    /// The variables by name: numbers and truth values as <see cref="StoredArray"/> in the type that the file stores (small whole
    /// numbers of a double array are stored in a byte each); characters as <see cref="StoredText"/>, matrices of them as lists of
    /// their rows; cells as <see cref="StoredList"/> column by column; a structure as <see cref="StoredTable"/>, several as a list.
    /// </returns>
    /// <exception cref="DataException">
    /// It is missing, cut off, damaged or of another version, or a variable is sparse, complex, an object or a function handle.
    /// </exception>
    public static StoredTable Read(string path) => DataFile.Read(path, stream => Read(stream, MemoryBudget.For(stream.Length)));

    /// <summary>The byte order that the header of a MATLAB 5 file says: true for big-endian; null where it is none.</summary>
    internal static bool? IsBigEndian(ReadOnlySpan<byte> header) =>
        header.Length < HeaderBytes ? null
        : header[126..].StartsWith("IM"u8) && header[125] == 1 ? false
        : header[126..].StartsWith("MI"u8) && header[124] == 1 ? true
        : null;

    private static StoredTable Read(Stream stream, MemoryBudget budget)
    {
        bool bigEndian = ReadHeader(stream);
        MatlabMatrix matrices = new(bigEndian);
        Dictionary<string, StoredValue> variables = [];
        byte[] tag = new byte[TagBytes];
        while (stream.Position < stream.Length)
        {
            long place = stream.Position;
            stream.ReadExactly(tag);
            uint type = MatlabElements.Whole(tag, bigEndian);
            uint length = MatlabElements.Whole(tag.AsSpan(4), bigEndian);
            if (length > stream.Length - stream.Position)
                throw new InvalidDataException($"byte {place}: an element of {length} bytes is cut off; {DataFile.CopyAgain}");
            if (length > Array.MaxLength)
                throw new InvalidDataException($"byte {place}: a variable of {length} bytes is larger than can be read: split it");
            byte[] content = new byte[length];
            stream.ReadExactly(content);
            if (type == CompressedType)
                content = Inflate(content, bigEndian, place, budget, out type);
            else
                budget.Take(length, $"a variable of {length} bytes");
            if (type != MatlabElements.Matrix)
                throw new InvalidDataException($"byte {place}: an element of type {type} stands where a variable should; {DataFile.CopyAgain}");
            (string name, StoredValue value) = matrices.Read(content);
            // What has no name is MATLAB's own: data that belong to objects.
            if (name.Length > 0 && !variables.TryAdd(name, value))
                throw new InvalidDataException($"variable '{name}' is there twice; {DataFile.CopyAgain}");
        }

        return variables.Count > 0 ? new StoredTable(variables) : throw new InvalidDataException("it holds no variable: save some with save('file.mat', 'x')");
    }

    private static bool ReadHeader(Stream stream)
    {
        byte[] header = new byte[HeaderBytes];
        int read = stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        if (IsBigEndian(header.AsSpan(0, read)) is bool bigEndian)
            return bigEndian;
        if (header.AsSpan().StartsWith("MATLAB 7.3"u8))
            throw new InvalidDataException("it is a MATLAB 7.3 file (HDF5 inside): save it with save('file.mat', '-v7')");
        if (read < HeaderBytes)
            throw new InvalidDataException($"its {read} bytes are too few for a MATLAB file; {DataFile.CopyAgain}");
        // Version 4 has no header: a number below 5000 that says the type comes first.
        bool four = BinaryPrimitives.ReadUInt32LittleEndian(header) < 5000 || BinaryPrimitives.ReadUInt32BigEndian(header) < 5000;
        throw new InvalidDataException(four
            ? "it looks like a MATLAB 4 file: save it with save('file.mat', '-v7')"
            : "it is no MATLAB 5 file: its header does not say its version and byte order");
    }

    private static byte[] Inflate(byte[] compressed, bool bigEndian, long place, MemoryBudget budget, out uint type)
    {
        try
        {
            using ZLibStream inflated = new(new MemoryStream(compressed, writable: false), CompressionMode.Decompress);
            byte[] tag = new byte[TagBytes];
            inflated.ReadExactly(tag);
            type = MatlabElements.Whole(tag, bigEndian);
            uint length = MatlabElements.Whole(tag.AsSpan(4), bigEndian);
            if (length > Array.MaxLength || length / ZipContent.MostInflation > compressed.Length)
                throw new InvalidDataException($"{compressed.Length} bytes cannot hold the {length} that they promise; {DataFile.CopyAgain}");
            budget.Take(length, $"a variable of {length} bytes");
            byte[] content = GC.AllocateUninitializedArray<byte>((int)length);
            inflated.ReadExactly(content);
            return inflated.ReadByte() < 0 ? content : throw new InvalidDataException($"it holds more than it promises; {DataFile.CopyAgain}");
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidDataException($"byte {place}: a compressed variable: {exception.Message.TrimEnd('.')}", exception);
        }
    }
}
