using System.Text;

namespace Bruno.Gpu.Formats;

/// <summary>The few classes and functions whose names have a meaning in a pickle of data, and what they mean. None is run.</summary>
/// <param name="budget">What arrays may fill.</param>
internal class PickleNames(MemoryBudget budget)
{
    private const string Remedy = "save numbers, texts, lists, dictionaries and NumPy arrays alone (numpy.savez)";

    /// <summary>What arrays may fill.</summary>
    protected MemoryBudget Budget { get; } = budget;

    /// <summary>The name, where it has a meaning.</summary>
    /// <exception cref="InvalidDataException">It has none.</exception>
    public PickleName Find(string module, string name) => IsKnown(module, name) ? new PickleName(module, name) : throw Refuse(module, name);

    /// <summary>The fault of asking for something that has no meaning here.</summary>
    public InvalidDataException Refuse(string module, string name) =>
        new($"it asks for {module}.{name}, which a reader of data does not run: {Remedy}");

    /// <summary>What a call of a named class or function stands for.</summary>
    /// <exception cref="InvalidDataException">It is called with other arguments than those of data.</exception>
    public object? Make(object? called, object? arguments)
    {
        if (called is not PickleName name || arguments is not PickleList { IsTuple: true } list)
            throw new InvalidDataException($"it calls what is no function; {DataFile.CopyAgain}");
        return Make(name, list.Items) ?? throw new InvalidDataException($"it calls {name} in a way that a reader of data does not know: {Remedy}");
    }

    /// <summary>Tells an object its content.</summary>
    /// <exception cref="InvalidDataException">It is none that has content, or the content does not fit.</exception>
    public void Build(object? target, object? state)
    {
        switch (target)
        {
            case PickleType type when state is PickleList { Items: [_, string order, _, var fields, ..] }:
                if (fields is not null)
                    throw new InvalidDataException("an array has fields (a structured type): store each field as an array of its own");
                type.Type = type.Type with { BigEndian = order == ">" };
                break;
            case PickleArray array when state is PickleList { Items: [_, PickleList shape, PickleType type, bool columnMajor, var data] }:
                PickleNumpy.Fill(array, type.Type, PickleNumpy.ShapeOf(shape), columnMajor, data, Budget);
                break;
            case PickleState empty when state is PickleDictionary:
                empty.State = state;
                break;
            case PickleDictionary when state is PickleDictionary { Items.Count: 0 } or null:
                break;
            default:
                throw new InvalidDataException($"it gives content to what has none; {DataFile.CopyAgain}");
        }
    }

    /// <summary>Whether a name has a meaning.</summary>
    protected virtual bool IsKnown(string module, string name) => (module, name) is
        ("numpy", "dtype" or "ndarray")
        or ("numpy.core.multiarray" or "numpy._core.multiarray", "_reconstruct" or "scalar")
        or ("numpy.core.numeric" or "numpy._core.numeric", "_frombuffer")
        or ("builtins" or "__builtin__", "bytearray" or "bytes" or "set" or "frozenset")
        or ("_codecs", "encode")
        or ("collections", "OrderedDict");

    /// <summary>What a call stands for, or null where its arguments are not those of data.</summary>
    protected virtual object? Make(PickleName called, List<object?> arguments) => (called.Name, arguments) switch
    {
        ("dtype", [string text, ..]) => new PickleType(text),
        ("_reconstruct", [PickleName { Name: "ndarray" }, ..]) => new PickleArray(),
        ("scalar", [PickleType type, var data]) => PickleNumpy.Fill(new PickleArray(), type.Type, [], columnMajor: false, data, Budget),
        ("_frombuffer", [PickleBytes data, PickleType type, PickleList shape, string order]) =>
            PickleNumpy.Fill(new PickleArray(), type.Type, PickleNumpy.ShapeOf(shape), order == "F", data, Budget),
        ("encode" or "bytearray", [string text, string encoding]) when encoding is "latin1" or "latin-1" => new PickleBytes(Encoding.Latin1.GetBytes(text)),
        ("bytearray" or "bytes", []) => new PickleBytes(default),
        ("bytearray" or "bytes", [PickleBytes bytes]) => bytes,
        ("set" or "frozenset", []) => new PickleList([]),
        ("set" or "frozenset", [PickleList items]) => new PickleList(items.Items),
        ("OrderedDict", []) => new PickleDictionary(),
        ("OrderedDict", [PickleList pairs]) when pairs.Items.All(pair => pair is PickleList { Items.Count: 2 }) => DictionaryOf(pairs),
        _ => null,
    };

    private static PickleDictionary DictionaryOf(PickleList pairs)
    {
        PickleDictionary dictionary = new();
        foreach (PickleList pair in pairs.Items.Cast<PickleList>())
            dictionary.Items.Add((pair.Items[0], pair.Items[1]));
        return dictionary;
    }
}
