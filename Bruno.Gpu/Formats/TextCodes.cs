namespace Bruno.Gpu.Formats;

/// <summary>A column of texts: each distinct one is kept once.</summary>
/// <param name="Codes">The text of each row, as a place in <paramref name="Distinct"/>.</param>
/// <param name="Distinct">The texts, in the order in which they first occur.</param>
internal sealed record TextCodes(int[] Codes, IReadOnlyList<string> Distinct)
{
    /// <summary>The text of a row.</summary>
    public string this[int row] => Distinct[Codes[row]];
}
