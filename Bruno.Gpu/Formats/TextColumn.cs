using System.Text;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Formats;

/// <summary>
/// A column of a <see cref="TextTable"/> while it is read: numbers, in single precision as long as that says the same, with the first
/// cells that are none; texts, where the first cell is a word.
/// </summary>
/// <param name="isText">Whether the first cell is a word.</param>
internal sealed class TextColumn(bool isText)
{
    private const int MostKept = 10;
    private readonly TextCodeBuilder? texts = isText ? new() : null;
    private readonly List<(int Row, string Text)> others = [];
    private float[] singles = isText ? [] : new float[256];
    private double[]? doubles;
    private int count;

    /// <summary>The texts, where the first cell is a word.</summary>
    public TextCodes? Texts { get; private set; }

    /// <summary>Whether every cell is a number.</summary>
    public bool IsNumeric => texts is null && OtherCount == 0;

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

        if (texts is not null)
        {
            ++count;
            return texts.Add(cell);
        }

        AddNumber(value);
        return true;
    }

    /// <summary>Ends the column.</summary>
    public void Complete()
    {
        Texts = texts?.ToCodes();
        if (doubles is null)
            Array.Resize(ref singles, isText ? 0 : count);
        else
            Array.Resize(ref doubles, count);
    }

    /// <summary>The numbers in double precision; 0 where a cell is none. For a column of texts there are none.</summary>
    public double[] ToDoubles() => doubles ?? Array.ConvertAll(singles, value => (double)value);

    /// <summary>The numbers in single precision.</summary>
    public float[] ToSingles() => doubles is null ? singles : Array.ConvertAll(doubles, value => (float)value);

    private void AddNumber(double value)
    {
        if (doubles is null && (float)value != value)
        {
            doubles = new double[singles.Length];
            for (int i = 0; i < count; ++i)
                doubles[i] = singles[i];
            singles = [];
        }

        if (count == (doubles?.Length ?? singles.Length))
        {
            if (doubles is null)
                Array.Resize(ref singles, count + (count >> 1));
            else
                Array.Resize(ref doubles, count + (count >> 1));
        }

        if (doubles is null)
            singles[count++] = (float)value;
        else
            doubles[count++] = value;
    }
}
