using System.Text;

namespace Bruno.Gpu.Formats;

/// <summary>Collects a column of texts.</summary>
internal sealed class TextCodeBuilder
{
    private readonly Dictionary<string, int> codes = [];
    private readonly List<string> distinct = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private int[] rows = new int[256];
    private int count;
    private byte[] last = new byte[64];
    private int lastLength = -1;

    public TextCodeBuilder() => lookup = codes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds a cell of UTF-8.</summary>
    /// <returns>Whether it is UTF-8.</returns>
    public bool Add(ReadOnlySpan<byte> cell)
    {
        if (count == rows.Length)
            Array.Resize(ref rows, 2 * count);
        // Labels come in runs.
        if (lastLength == cell.Length && cell.SequenceEqual(last.AsSpan(0, lastLength)))
        {
            rows[count] = rows[count - 1];
            ++count;
            return true;
        }

        if (!System.Text.Unicode.Utf8.IsValid(cell))
        {
            rows[count++] = CodeOf("");
            lastLength = -1;
            return false;
        }

        Span<char> buffer = cell.Length <= 256 ? stackalloc char[cell.Length] : new char[cell.Length];
        rows[count++] = CodeOf(buffer[..Encoding.UTF8.GetChars(cell, buffer)]);
        lastLength = cell.Length;
        if (last.Length < cell.Length)
            last = new byte[2 * cell.Length];
        cell.CopyTo(last);
        return true;
    }

    /// <summary>The column.</summary>
    public TextCodes ToCodes()
    {
        Array.Resize(ref rows, count);
        return new(rows, distinct);
    }

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
