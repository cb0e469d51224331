using System.IO.Compression;
using System.Text;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Formats;

/// <summary>Tells the format of a file by what is in it, whatever its name; the name decides only where the content cannot.</summary>
internal static class FileKinds
{
    private const int StartBytes = 4096;
    private static ReadOnlySpan<byte> Hdf5Sign => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The format of a file.</summary>
    /// <exception cref="DataException">It is missing, empty, or of a format that is not read; the message says which, and what to do.</exception>
    public static FileKind Of(string path) => DataFile.Read(path, stream =>
    {
        byte[] start = new byte[(int)Math.Min(stream.Length, StartBytes)];
        stream.ReadExactly(start);
        return OfBinary(path, stream, start) ?? OfText(path, start);
    });

    private static FileKind? OfBinary(string path, FileStream stream, byte[] start)
    {
        ReadOnlySpan<byte> bytes = start;
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (bytes.IsEmpty)
            throw new InvalidDataException("it is empty: copy or download it again");
        if (bytes.StartsWith(NpyHeader.Magic))
            return FileKind.Npy;
        if (bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8))
            return OfArchive(stream);
        if (IsHdf5(stream, bytes))
            return FileKind.Hdf5;
        if (MatlabFile.IsBigEndian(bytes) is not null)
            return FileKind.Matlab;
        if (bytes.StartsWith("RIFF"u8) || bytes.StartsWith("RIFX"u8) || bytes.StartsWith("RF64"u8))
            return FileKind.Wave;
        if (bytes.Length > 2 && bytes[0] == 0x80 && bytes[1] is >= 2 and <= 5 && LastByte(stream) == '.')
            return FileKind.Pickle;
        if (ForeignFormat.Of(bytes) is ForeignFormat foreign)
            throw new InvalidDataException($"it is {foreign.Name}, which is not read: {foreign.Remedy}");
        return extension switch
        {
            ".bin" when stream.Length % AtisEvents.EventBytes == 0 => FileKind.AtisEvents,
            // Protocols 0 and 1 of pickle have no sign at their beginning.
            ".pkl" or ".pickle" or ".p" when LastByte(stream) == '.' || bytes[0] == 0x80 => FileKind.Pickle,
            ".mat" when !IsText(bytes) => FileKind.Matlab,
            _ => null,
        };
    }

    private static FileKind OfText(string path, byte[] start)
    {
        if (!IsText(start))
        {
            throw new InvalidDataException(
                $"its format is not known (it begins with the bytes {Convert.ToHexString(start.AsSpan(0, Math.Min(8, start.Length)))}): save it as CSV, NPZ, MATLAB 5, HDF5 or WAV");
        }

        string text = Encoding.UTF8.GetString(start).TrimStart('\uFEFF');
        string first = text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0 && line[0] != '#') ?? "";
        if (first.StartsWith("@relation", StringComparison.OrdinalIgnoreCase) || first.StartsWith("@attribute", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException("it is an ARFF file, which is not read: the archive has the same data as .ts; or save it as CSV");
        if (first.StartsWith('@'))
            return FileKind.TimeSeries;
        if (first.StartsWith('<'))
            throw new InvalidDataException("it is HTML or XML, a page and no data: was it downloaded from a page that asks for something first? Download the file itself, or save it as CSV");
        if (first.StartsWith("version https://git-lfs", StringComparison.Ordinal))
            throw new InvalidDataException("it stands for a file of Git LFS that was not fetched: run 'git lfs pull'");
        return first.StartsWith('{') || (first.StartsWith('[') && !Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase)) ? FileKind.Json : FileKind.Csv;
    }

    private static FileKind OfArchive(FileStream stream)
    {
        stream.Position = 0;
        using ZipArchive archive = ZipContent.Open(stream);
        if (archive.Entries.Any(TorchArchive.IsPickle))
            return FileKind.TorchArchive;
        if (archive.Entries.Any(entry => entry.FullName.EndsWith(".npy", StringComparison.Ordinal)))
            return FileKind.Npz;
        throw new InvalidDataException(
            archive.GetEntry("xl/workbook.xml") is not null ? "it is an Excel workbook (.xlsx), which is not read: save each sheet as CSV"
            : archive.GetEntry("content.xml") is not null ? "it is a table of LibreOffice (.ods), which is not read: save each sheet as CSV"
            : $"it is a zip archive of other files ({NamesIn(archive)}): unpack it, and give the folder or a file");
    }

    private static string NamesIn(ZipArchive archive) =>
        string.Join(", ", archive.Entries.Take(3).Select(entry => entry.FullName)) + (archive.Entries.Count > 3 ? ", ..." : "");

    private static bool IsHdf5(FileStream stream, ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(Hdf5Sign))
            return true;
        // Other data may come first; the sign then stands at 512 bytes or a doubling of it.
        Span<byte> sign = stackalloc byte[8];
        for (long place = 512; place <= 4096 && place + sign.Length <= stream.Length; place *= 2)
        {
            stream.Position = place;
            stream.ReadExactly(sign);
            if (sign.SequenceEqual(Hdf5Sign))
                return true;
        }

        return false;
    }

    private static int LastByte(FileStream stream)
    {
        stream.Position = stream.Length - 1;
        return stream.ReadByte();
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (value is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f'))
                return false;
        }

        return true;
    }
}
