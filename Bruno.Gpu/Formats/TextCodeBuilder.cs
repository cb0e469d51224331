using System.Text;

namespace Bruno.Gpu.Formats;

/// <summary>Collects a column of texts.</summary>
internal sealed class TextCodeBuilder
{
    private readonly Dictionary<string, int> codes = [];
    private readonly List<string> distinct = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly BlockList<int> rows = new();
    private int lastCode;
    private byte[] last = new byte[64];
    private int lastLength = -1;

    public TextCodeBuilder() => lookup = codes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds a cell of UTF-8.</summary>
    /// <returns>Whether it is UTF-8.</returns>
    public bool Add(ReadOnlySpan<byte> cell)
    {
        // Labels come in runs.
        if (lastLength == cell.Length && cell.SequenceEqual(last.AsSpan(0, lastLength)))
        {
            rows.Add(lastCode);
            return true;
        }

        if (!System.Text.Unicode.Utf8.IsValid(cell))
        {
            rows.Add(CodeOf(""));
            lastLength = -1;
            return false;
        }

        Span<char> buffer = cell.Length <= 256 ? stackalloc char[cell.Length] : new char[cell.Length];
        lastCode = CodeOf(buffer[..Encoding.UTF8.GetChars(cell, buffer)]);
        rows.Add(lastCode);
        lastLength = cell.Length;
        if (last.Length < cell.Length)
            last = new byte[2 * cell.Length];
        cell.CopyTo(last);
        return true;
    }

    /// <summary>The column.</summary>
    public TextCodes ToCodes() => new(rows.ToArray(), distinct);

    private int CodeOf(ReadOnlySpan<char> text)
    {
        if (!lookup.TryGetValue(text, out int code))
        {
            code = distinct.Count;
            string kept = text.ToString();
            distinct.Add(kept);
            codes.Add(kept, code);
        }

        return code;
    }
}
