using System.Text;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Formats;

/// <summary>
/// A column of a <see cref="TextTable"/> while it is read: numbers, in a byte or in single precision as long as that says the same (of
/// columns that need not be precise, in single precision always), with
/// the first cells that are none; texts, where the first cell is a word.
/// </summary>
/// <param name="isText">Whether the first cell is a word.</param>
/// <param name="isPrecise">Whether numbers are kept in double precision where they need it.</param>
internal sealed class TextColumn(bool isText, bool isPrecise)
{
    private const int MostKept = 10;
    private TextCodeBuilder? texts = isText ? new() : null;
    private readonly List<(int Row, string Text)> others = [];
    private BlockList<byte>? bytesRead = isText ? null : new();
    private BlockList<float>? singlesRead;
    private BlockList<double>? doublesRead;
    private byte[]? bytes;
    private float[]? singles;
    private double[]? doubles;
    private int count;

    /// <summary>The texts, where the first cell is a word.</summary>
    public TextCodes? Texts { get; private set; }

    /// <summary>Whether every cell is a number.</summary>
    public bool IsNumeric => Texts is null && OtherCount == 0;

    /// <summary>The first cells that are no numbers, by row.</summary>
    public IReadOnlyList<(int Row, string Text)> Others => others;

    /// <summary>How many cells are no numbers.</summary>
    public int OtherCount { get; private set; }

    /// <summary>Adds a cell.</summary>
    /// <returns>Whether its characters are understood.</returns>
    public bool Add(ReadOnlySpan<byte> cell)
    {
        bool isNumber = NumberText.TryRead(cell, out double value);
        if (!isNumber)
        {
            ++OtherCount;
            if (others.Count < MostKept)
                others.Add((count, Encoding.UTF8.GetString(cell)));
        }

        ++count;
        if (texts is not null)
            return texts.Add(cell);
        AddNumber(value);
        return true;
    }

    /// <summary>Ends the column.</summary>
    public void Complete()
    {
        Texts = texts?.ToCodes();
        bytes = bytesRead?.ToArray();
        singles = singlesRead?.ToArray();
        doubles = doublesRead?.ToArray();
        (texts, bytesRead, singlesRead, doublesRead) = (null, null, null, null);
    }

    /// <summary>The numbers in double precision, 0 where a cell is none, and where the first is a word.</summary>
    public double[] ToDoubles() => Texts is not null ? new double[count] :
        doubles ?? (bytes is null ? Array.ConvertAll(singles!, value => (double)value) : Array.ConvertAll(bytes, value => (double)value));

    /// <summary>The numbers in single precision, 0 where a cell is none, and where the first is a word.</summary>
    public float[] ToSingles() => Texts is not null ? new float[count] :
        singles ?? (bytes is null ? Array.ConvertAll(doubles!, value => (float)value) : Array.ConvertAll(bytes, value => (float)value));

    private void AddNumber(double value)
    {
        if (bytesRead is not null && ((byte)value != value || double.IsNegative(value)))
        {
            singlesRead = new();
            bytesRead.ForEach(number => singlesRead.Add(number));
            bytesRead = null;
        }

        if (isPrecise && singlesRead is not null && (float)value != value)
        {
            doublesRead = new();
            singlesRead.ForEach(number => doublesRead.Add(number));
            singlesRead = null;
        }

        if (bytesRead is not null)
            bytesRead.Add((byte)value);
        else if (singlesRead is not null)
            singlesRead.Add((float)value);
        else
            doublesRead!.Add(value);
    }
}
