namespace Bruno.Gpu.Formats;

/// <summary>A format that is known and not read.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record ForeignFormat(string Name, string Remedy)
{
    private const string Unpack = "unpack it, and give the folder or a file";
    private const string AsTable = "save it as CSV";
    private const string AsSound = "save it as WAV with PCM samples";

    private static readonly (int Place, byte[] Sign, ForeignFormat Format)[] All =
    [
        (0, [0x1F, 0x8B], new("compressed (gzip)", Unpack)),
        (0, [0xFD, .. "7zXZ\0"u8], new("compressed (xz)", Unpack)),
        (0, [.. "BZh"u8], new("compressed (bzip2)", Unpack)),
        (0, [0x28, 0xB5, 0x2F, 0xFD], new("compressed (zstd)", Unpack)),
        (0, [.. "Rar!"u8], new("a RAR archive", Unpack)),
        (0, [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], new("a 7z archive", Unpack)),
        (257, [.. "ustar"u8], new("a tar archive", Unpack)),
        (0, [.. "%PDF"u8], new("a PDF document", AsTable)),
        (0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], new("an old Excel workbook (.xls) or another document of Office", AsTable)),
        (0, [.. "PAR1"u8], new("a Parquet table", AsTable)),
        (0, [.. "ARROW1"u8], new("an Arrow or Feather table", AsTable)),
        (0, [.. "SQLite format 3"u8], new("an SQLite database", AsTable)),
        (0, [0xFF, 0xFE], new("text in UTF-16", "save it as text in UTF-8")),
        (0, [0xFE, 0xFF], new("text in UTF-16", "save it as text in UTF-8")),
        (0, [.. "fLaC"u8], new("sound in FLAC", AsSound)),
        (0, [.. "OggS"u8], new("sound in Ogg", AsSound)),
        (0, [.. "ID3"u8], new("sound in MP3", AsSound)),
        (0, [.. "FORM"u8], new("sound in AIFF", AsSound)),
        (0, [.. "#!AER-DAT"u8], new("a recording of events in AEDAT", "convert it to CSV with the columns time, x, y and polarity")),
        (0, [0x89, .. "PNG"u8], new("a picture (PNG)", "give recordings as numbers, not as a picture")),
        (0, [0xFF, 0xD8, 0xFF], new("a picture (JPEG)", "give recordings as numbers, not as a picture")),
    ];

    /// <summary>The format whose sign these first bytes of a file bear, or null.</summary>
    public static ForeignFormat? Of(ReadOnlySpan<byte> start)
    {
        foreach ((int place, byte[] sign, ForeignFormat format) in All)
        {
            if (start.Length >= place + sign.Length && start[place..].StartsWith(sign))
                return format;
        }

        return null;
    }
}
