using System.Globalization;
using System.Text;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using CsvHelper;

namespace Bruno.Gpu.Formats;

/// <summary>
/// A table of numbers and texts (CSV): columns separated by commas, semicolons or tabs, blank lines and lines that begin with # left
/// out. The first row holds the names of the columns where none of its cells begins like a number.
/// </summary>
internal sealed class TextTable
{
    private readonly Dictionary<int, TextCodes> texts = [];
    private readonly List<TextColumn> columns = [];
    private readonly Func<string, bool> isPrecise;
    private readonly Faults? collected;
    private readonly HashSet<(int Place, bool IsText)> reported = [];
    private BlockList<int> linesRead = new();
    private int[] lines = [];
    private string[] names = [];

    private TextTable(string path, Func<string, bool> isPrecise, Faults? collected) => (Path, this.isPrecise, this.collected) = (path, isPrecise, collected);

    /// <summary>The file, for messages.</summary>
    public string Path { get; }

    /// <summary>Whether the first row names the columns.</summary>
    public bool HasHeader { get; private set; }

    /// <summary>The names of the columns; without a header "column 1", "column 2" and so on.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The line of each row in the file, from 1.</summary>
    public IReadOnlyList<int> Lines => lines;

    /// <summary>How many rows there are, without the header.</summary>
    public int Rows => lines.Length;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hasHeader">Whether the first row names the columns, where it is known.</param>
    /// <exception cref="DataException">
    /// It is missing or empty, not UTF-8, rows differ in length, or numbers may have decimal commas; all faults are named with their
    /// lines. A cell that is no number is a fault of <see cref="Numbers(IReadOnlyList{string})"/>.
    /// </exception>
    public static TextTable Read(string path, bool? hasHeader = null) => Read(path, _ => hasHeader, _ => true, null);

    /// <summary>Reads a file; faults of rows and cells are collected and do not end it: such rows are left out, such cells are 0.</summary>
    /// <param name="path">The file.</param>
    /// <param name="collected">Receives what is wrong, now and when columns are asked for.</param>
    /// <param name="isHeader">Whether a first row names the columns, where that is known.</param>
    /// <param name="isPrecise">Whether a column of this name is kept in double precision, as times are; the others are in single.</param>
    /// <exception cref="DataException">It is missing, empty or no table, or nothing is left of it.</exception>
    internal static TextTable Read(string path, Faults collected, Func<string[], bool?> isHeader, Func<string, bool> isPrecise) =>
        Read(path, isHeader, isPrecise, collected);

    private static TextTable Read(string path, Func<string[], bool?> isHeader, Func<string, bool> isPrecise, Faults? collected)
    {
        TextTable table = new(path, isPrecise, collected);
        Faults faults = collected ?? new(path);
        string[]? split = null;
        bool allSplit = true;
        bool isFirst = true;
        TextRows.ForEach(path, row =>
        {
            if (isFirst)
            {
                isFirst = false;
                split = CellsOf(row);
                table.Begin(split, isHeader(split), (int)row.LineNumber, faults);
                if (table.HasHeader)
                    return;
            }

            if (row.FieldCount != table.names.Length)
                faults.Add((int)row.LineNumber, Ragged(row, table.names.Length, faults));
            else
                table.Add(row, faults);
            allSplit = allSplit && !table.HasHeader && TableDialect.LooksSplit(CellsOf(row));
        });
        if (isFirst)
            throw new DataException($"{path}: the file is empty, but should hold a table: a row of names, then a row a line.");
        table.lines = table.linesRead.ToArray();
        table.linesRead = new();
        if (collected is null || table.Rows == 0)
            faults.ThrowIfAny();
        if (table.Rows == 0)
            throw new DataException($"{path}: there is a header but no row below it: is the file cut off?");
        if (allSplit)
        {
            throw new DataException(
                $"{path}:{table.Lines[0]}: '{string.Join(',', split!)}' may be {split!.Length} numbers, or {split.Length / 2} with decimal commas: "
                + "write decimal points (0.0 for a column of zeros), or a header that names the columns");
        }

        table.columns.ForEach(column => column.Complete());
        return table;
    }

    /// <summary>The place of a column, or null where there is none of this name.</summary>
    public int? Find(string column) => Array.IndexOf(names, column) is int place and >= 0 ? place : null;

    /// <summary>Whether all cells of a column are numbers.</summary>
    /// <exception cref="DataException">There is no such column.</exception>
    public bool IsNumeric(string column) => columns[PlaceOf(column)].IsNumeric;

    /// <summary>A column as numbers of single precision.</summary>
    /// <inheritdoc cref="Numbers(IReadOnlyList{string})"/>
    public float[] Numbers(string column) => Numbers([column])[0];

    /// <summary>Columns as numbers of single precision.</summary>
    /// <exception cref="DataException">There is no such column, or cells are no finite numbers; all are named with line and column.</exception>
    public IReadOnlyList<float[]> Numbers(IReadOnlyList<string> names) => [.. Numeric(names).Select(column => column.ToSingles())];

    /// <summary>A column as numbers of double precision, for times and identifiers.</summary>
    /// <inheritdoc cref="Numbers(IReadOnlyList{string})"/>
    public double[] Doubles(string column) => Numeric([column]).Single().ToDoubles();

    /// <summary>A column as it is written; where its first cells are numbers, the file is read again for it.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="mayBeEmpty">Whether a cell may be empty.</param>
    /// <exception cref="DataException">There is no such column, cells are empty, not UTF-8, or the file is another by now.</exception>
    public TextCodes Texts(string column, bool mayBeEmpty = false)
    {
        int place = PlaceOf(column);
        if (!texts.TryGetValue(place, out TextCodes? result))
            texts[place] = result = columns[place].Texts ?? ReadAgain(place);
        int empty = result.Distinct.ToList().IndexOf("");
        if (mayBeEmpty || empty < 0)
            return result;
        Faults faults = collected ?? new(Path);
        for (int row = 0; row < result.Codes.Length && IsNew(place, isText: true); ++row)
        {
            if (result.Codes[row] == empty)
                faults.Add(lines[row], $"column '{column}': the cell is empty");
        }

        End(faults, place, isText: true);
        return result;
    }

    private static string[] CellsOf(CsvReader row) => [.. Enumerable.Range(0, row.FieldCount).Select(row.GetString)];

    private static bool BeginsLikeANumber(string cell)
    {
        string digits = cell.TrimStart('+', '-', '\u2212', '.');
        return (digits.Length > 0 && char.IsAsciiDigit(digits[0]))
            || (cell.Length > 0 && !NumberText.IsName(cell) && NumberText.Fault(cell).StartsWith("is not a finite", StringComparison.Ordinal));
    }

    private static string Ragged(CsvReader row, int columns, Faults faults) =>
        $"{row.FieldCount} columns, but the first row has {columns}{(faults.ShowsMore && row.FieldCount > columns && TableDialect.MayBeSplit(CellsOf(row), row.FieldCount - columns) ? "; if these are decimal commas, write points" : "")}";

    private static bool IsText(string cell) => cell.Length > 0 && !NumberText.TryRead(cell, out _) && !BeginsLikeANumber(cell);

    private void Begin(string[] cells, bool? hasHeader, int line, Faults faults)
    {
        HasHeader = hasHeader ?? (cells.Any(cell => cell.Length > 0) && !cells.Any(BeginsLikeANumber));
        names = [.. cells.Select((cell, place) => HasHeader && cell.Length > 0 ? cell : string.Create(CultureInfo.InvariantCulture, $"column {place + 1}"))];
        foreach (IGrouping<string, string> twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
            faults.Add(line, $"{twice.Count()} columns are named '{twice.Key}': give each a name of its own");
    }

    private void Add(CsvReader row, Faults faults)
    {
        linesRead.Add((int)row.LineNumber);
        if (columns.Count == 0)
            columns.AddRange(names.Select((_, place) => new TextColumn(IsText(row.GetString(place)), isPrecise(names[place]))));
        for (int place = 0; place < names.Length; ++place)
        {
            if (!columns[place].Add(row.GetSpan(place)))
                faults.Add((int)row.LineNumber, $"column '{names[place]}': '{row.GetString(place)}' is not UTF-8: save the file as UTF-8");
        }
    }

    private int PlaceOf(string column)
    {
        if (Find(column) is int place)
            return place;
        string hint = NearestName.Hint(column, names);
        string there = string.Join(", ", names.Take(20)) + (names.Length > 20 ? ", ..." : "");
        throw new DataException($"{Path}: there is no column '{column}'{(hint.Length > 0 ? hint : ".")} It has {there}.");
    }

    private IEnumerable<TextColumn> Numeric(IReadOnlyList<string> wanted)
    {
        int[] places = [.. wanted.Select(PlaceOf)];
        Faults faults = collected ?? new(Path);
        int[] unseen = [.. places.Where(place => IsNew(place, isText: false))];
        foreach ((int line, string text) in unseen.SelectMany(place => columns[place].Others.Select(other =>
            (lines[other.Row], $"column '{names[place]}': '{other.Text}' {NumberText.Fault(other.Text)}"))).OrderBy(fault => fault.Item1))
            faults.Add(line, text);
        faults.Count(unseen.Sum(place => columns[place].OtherCount - columns[place].Others.Count));
        foreach (int place in places)
            End(faults, place, isText: false);
        return places.Select(place => columns[place]);
    }

    /// <summary>Whether the faults of a column are still to be noted: where they are collected, once.</summary>
    private bool IsNew(int place, bool isText) => collected is null || !reported.Contains((place, isText));

    private void End(Faults faults, int place, bool isText)
    {
        if (collected is null)
            faults.ThrowIfAny();
        else
            reported.Add((place, isText));
    }

    private TextCodes ReadAgain(int place)
    {
        TextCodeBuilder builder = new();
        Faults faults = new(Path);
        int row = 0;
        bool isHeader = HasHeader;
        TextRows.ForEach(Path, cells =>
        {
            if (isHeader || cells.FieldCount != names.Length)
            {
                isHeader = false;
                return;
            }

            if (!builder.Add(cells.GetSpan(place)) && collected is null)
                faults.Add((int)cells.LineNumber, $"column '{names[place]}': '{cells.GetString(place)}' is not UTF-8: save the file as UTF-8");
            ++row;
        });
        faults.ThrowIfAny();
        return row == Rows ? builder.ToCodes() : throw new DataException($"{Path}: the file changed while it was read: read it again.");
    }
}
