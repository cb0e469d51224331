using System.Text;

namespace Bruno.Gpu.Formats;

/// <summary>Values of MATLAB: arrays of numbers, truth values and characters, cells and structures of such.</summary>
/// <param name="bigEndian">The byte order of the file.</param>
internal sealed class MatlabMatrix(bool bigEndian)
{
    private const int DeepestNesting = 64;
    private const int MostAxes = 64;
    private const uint ComplexFlag = 0x0800;
    private const uint LogicalFlag = 0x0200;
    private const string SaveWithout = "save the other variables without it: save('file.mat', 'x', 'y')";
    private static readonly StoredArray Empty = new(Array.Empty<double>(), [0, 0]);

    /// <summary>Reads a matrix element.</summary>
    /// <param name="content">What the element holds.</param>
    /// <param name="place">Where it is within a variable, as MATLAB writes it (<c>s.field{3}</c>); null for a variable itself.</param>
    /// <param name="depth">How deep it is nested.</param>
    /// <returns>The name of the variable, and its value.</returns>
    /// <exception cref="InvalidDataException">It is damaged, or of a class that is not read.</exception>
    public (string Name, StoredValue Value) Read(ReadOnlySpan<byte> content, string? place = null, int depth = 0)
    {
        if (content.IsEmpty)
            return ("", Empty);
        if (depth > DeepestNesting)
            throw new InvalidDataException($"variable '{place}': cells and structures are nested more than {DeepestNesting} deep");
        MatlabElements elements = new(content, bigEndian);
        ReadOnlySpan<byte> flags = elements.Next("kind of array", 6);
        if (flags.Length < sizeof(uint))
            throw new InvalidDataException($"the flags of a variable are cut off; {DataFile.CopyAgain}");
        uint word = MatlabElements.Whole(flags, bigEndian);
        uint kind = word & 0xFF;
        if (kind == 17)
        {
            throw new InvalidDataException(
                $"{(place is null ? "a variable" : $"variable '{place}'")} is an object (a string, table, datetime or another class of MATLAB): "
                + $"convert it to numbers, characters or cells, or {SaveWithout}");
        }

        int[] shape = ShapeOf(elements.Next("dimensions", 5));
        string name = Encoding.UTF8.GetString(elements.Next("name", 1, 2, 16));
        place ??= name;
        try
        {
            return (name, ReadValue(ref elements, kind, word, shape, place, depth));
        }
        catch (InvalidDataException exception) when (!exception.Message.StartsWith("variable '", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"variable '{place}': {exception.Message}", exception);
        }
    }

    private StoredValue ReadValue(ref MatlabElements elements, uint kind, uint flags, int[] shape, string place, int depth)
    {
        if ((flags & ComplexFlag) != 0)
            throw new InvalidDataException("it is complex: save real(x) and imag(x) as two variables");
        return kind switch
        {
            1 => ReadCells(ref elements, shape, place, depth),
            2 => ReadStructures(ref elements, shape, place, depth),
            3 => throw new InvalidDataException($"it is an object of a class: convert it to numbers, or {SaveWithout}"),
            4 => ReadCharacters(ref elements, shape),
            5 => throw new InvalidDataException("it is a sparse matrix: save full(x)"),
            >= 6 and <= 15 => ReadNumbers(ref elements, shape, (flags & LogicalFlag) != 0),
            16 => throw new InvalidDataException($"it is a function handle: {SaveWithout}"),
            _ => throw new InvalidDataException($"its class {kind} is not known: {SaveWithout}"),
        };
    }

    private static int CountOf(int[] shape, long most)
    {
        long count = StoredArray.CountOf(shape);
        return count <= most
            ? (int)count
            : throw new InvalidDataException($"its shape ({string.Join(", ", shape)}) has more elements than are there; {DataFile.CopyAgain}");
    }

    private int[] ShapeOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is < 2 * sizeof(int) or > MostAxes * sizeof(int))
            throw new InvalidDataException($"a variable has {bytes.Length / sizeof(int)} dimensions; {DataFile.CopyAgain}");
        int[] shape = (int[])NumberType.Int32.Decode(bytes, bigEndian);
        return shape.All(extent => extent >= 0) ? shape : throw new InvalidDataException($"a variable has a negative dimension; {DataFile.CopyAgain}");
    }

    private StoredArray ReadNumbers(ref MatlabElements elements, int[] shape, bool logical)
    {
        ReadOnlySpan<byte> data = elements.Next(out int type);
        NumberType number = MatlabElements.NumbersOf(type) ?? throw new InvalidDataException($"its numbers are stored as type {type}, which holds none; {DataFile.CopyAgain}");
        if (CountOf(shape, int.MaxValue) != data.Length / number.Size || data.Length % number.Size != 0)
            throw new InvalidDataException($"its shape ({string.Join(", ", shape)}) does not fit its {data.Length} bytes of {number.Name}; {DataFile.CopyAgain}");
        if (logical && number.Size == 1)
            number = NumberType.Bool;
        return new StoredArray(number.FromColumnMajor(number.Decode(data, bigEndian), shape), shape);
    }

    private StoredValue ReadCharacters(ref MatlabElements elements, int[] shape)
    {
        ReadOnlySpan<byte> data = elements.Next(out int type);
        string text = type switch
        {
            1 or 2 => Encoding.Latin1.GetString(data),
            16 => Encoding.UTF8.GetString(data),
            4 or 17 => (bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(data),
            18 => (bigEndian ? new UTF32Encoding(true, false) : Encoding.UTF32).GetString(data),
            _ => throw new InvalidDataException($"its characters are stored as type {type}, which holds none; {DataFile.CopyAgain}"),
        };
        int rows = shape[0];
        if (rows <= 1 || text.Length == 0)
            return new StoredText(text);
        if (StoredArray.CountOf(shape) != text.Length)
            throw new InvalidDataException($"its shape ({string.Join(", ", shape)}) does not fit its {text.Length} characters; {DataFile.CopyAgain}");
        // Rows of a matrix of characters are texts of equal width, filled up with spaces.
        return new StoredList([.. Enumerable.Range(0, rows).Select(row =>
            new StoredText(string.Create(text.Length / rows, (text, row, rows), (target, source) =>
            {
                for (int i = 0; i < target.Length; ++i)
                    target[i] = source.text[source.row + (i * source.rows)];
            }).TrimEnd(' ')))]);
    }

    private StoredList ReadCells(ref MatlabElements elements, int[] shape, string place, int depth)
    {
        StoredValue[] items = new StoredValue[CountOf(shape, elements.Remaining / sizeof(long))];
        for (int i = 0; i < items.Length; ++i)
            items[i] = Read(elements.Next("next cell", MatlabElements.Matrix), $"{place}{{{i + 1}}}", depth + 1).Value;
        return new StoredList(items);
    }

    private StoredValue ReadStructures(ref MatlabElements elements, int[] shape, string place, int depth)
    {
        ReadOnlySpan<byte> lengthOfNames = elements.Next("length of field names", 5);
        uint length = lengthOfNames.Length == sizeof(uint) ? MatlabElements.Whole(lengthOfNames, bigEndian) : 0;
        ReadOnlySpan<byte> names = elements.Next("field names", 1, 2);
        if (length is 0 or > 4096 || names.Length % length != 0)
            throw new InvalidDataException($"its field names are not understood; {DataFile.CopyAgain}");
        string[] fields = new string[names.Length / length];
        for (int i = 0; i < fields.Length; ++i)
            fields[i] = Encoding.UTF8.GetString(names.Slice(i * (int)length, (int)length)).Split('\0')[0];
        StoredTable[] tables = new StoredTable[CountOf(shape, 1 + (elements.Remaining / sizeof(long) / Math.Max(1, fields.Length)))];
        for (int i = 0; i < tables.Length; ++i)
        {
            Dictionary<string, StoredValue> entries = [];
            foreach (string field in fields)
            {
                string inner = tables.Length == 1 ? $"{place}.{field}" : $"{place}({i + 1}).{field}";
                if (!entries.TryAdd(field, Read(elements.Next("next field", MatlabElements.Matrix), inner, depth + 1).Value))
                    throw new InvalidDataException($"it has the field '{field}' twice; {DataFile.CopyAgain}");
            }

            tables[i] = new StoredTable(entries);
        }

        return tables.Length == 1 ? tables[0] : new StoredList(tables);
    }
}
