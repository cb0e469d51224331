namespace Bruno.Gpu.Datasets;

/// <summary>The 27 signs of six-dot Braille that the tactile data set uses, in the order Space, A, B, ..., Z.</summary>
internal static class BrailleAlphabet
{
    /// <summary>
    /// The raised dots of each sign. Dots 1, 2, 3 are the left column from top to bottom, 4, 5, 6 the right column.
    /// </summary>
    private static readonly string[] Dots =
    [
        "",
        "1", "12", "14", "145", "15", "124", "1245", "125", "24", "245",
        "13", "123", "134", "1345", "135", "1234", "12345", "1235", "234", "2345",
        "136", "1236", "2456", "1346", "13456", "1356",
    ];

    /// <summary>Number of signs: 27.</summary>
    public const int Count = 27;

    /// <summary>Names of all signs: Space, A, ..., Z.</summary>
    public static IReadOnlyList<string> Names { get; } =
        Array.AsReadOnly([.. Enumerable.Range(0, Count).Select(sign => sign == 0 ? "Space" : ((char)('A' + sign - 1)).ToString())]);

    /// <summary>The raised dots (1 to 6) of a sign.</summary>
    /// <param name="sign">Index in <see cref="Names"/>, 0 to 26.</param>
    public static IReadOnlyList<int> RaisedDots(int sign) => [.. Dots[sign].Select(digit => digit - '0')];
}
