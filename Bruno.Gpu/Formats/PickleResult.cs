using System.Globalization;
using System.Numerics;

namespace Bruno.Gpu.Formats;

/// <summary>Makes the value of a pickle one that any container of data could hold.</summary>
internal sealed class PickleResult
{
    private const int DeepestNesting = 100;

    // Lists that hold a list twice that holds a list twice ... are short to write and endless to walk through.
    private const long MostValues = 1L << 28;

    private readonly Dictionary<object, (StoredValue? Value, long Count)> made = new(ReferenceEqualityComparer.Instance);

    /// <summary>The value.</summary>
    /// <exception cref="InvalidDataException">It holds itself, is nested too deeply, or is no data.</exception>
    public static StoredValue Of(object? value) => new PickleResult().Make(value, 0, out _);

    private StoredValue Make(object? value, int depth, out long count)
    {
        if (depth > DeepestNesting)
            throw new InvalidDataException($"its lists are nested more than {DeepestNesting} deep");
        count = 1;
        switch (value)
        {
            case null: return StoredNothing.Instance;
            case long number: return new StoredArray(new[] { number }, []);
            case double number: return new StoredArray(new[] { number }, []);
            case bool truth: return new StoredArray(new[] { truth }, []);
            case string text: return new StoredText(text);
            case PickleBytes bytes: return new StoredArray(bytes.Content.ToArray(), [bytes.Content.Length]);
            case StoredValue stored: return stored;
            case PickleArray { Value: StoredValue stored }: return stored;
            case PickleArray { Objects: PickleList objects }: return MakeOnce(objects, depth, out count);
            case PickleState { State: PickleDictionary state }: return MakeOnce(state, depth, out count);
            case PickleList or PickleDictionary: return MakeOnce(value, depth, out count);
            case BigInteger: throw new InvalidDataException("it holds a whole number beyond 64 bits");
            default: throw new InvalidDataException($"it holds {(value is PickleName name ? $"the name {name}" : "a type or an array without content")}, which is no data");
        }
    }

    private StoredValue MakeOnce(object container, int depth, out long count)
    {
        if (made.TryGetValue(container, out (StoredValue? Value, long Count) known))
        {
            count = known.Count;
            return known.Value ?? throw new InvalidDataException("a list or dictionary of it holds itself");
        }

        made[container] = default;
        count = 1;
        StoredValue value = container is PickleDictionary dictionary ? MakeTable(dictionary, depth, ref count) : MakeList((PickleList)container, depth, ref count);
        if (count > MostValues)
            throw new InvalidDataException("its lists repeat one another to more values than can be read");
        made[container] = (value, count);
        return value;
    }

    private StoredValue MakeList(PickleList list, int depth, ref long count)
    {
        if (ArrayOf(list.Items) is Array elements)
            return new StoredArray(elements, [elements.Length]);
        StoredValue[] items = new StoredValue[list.Items.Count];
        for (int i = 0; i < items.Length; ++i)
        {
            items[i] = Make(list.Items[i], depth + 1, out long inside);
            count += inside;
        }

        return new StoredList(items);
    }

    private StoredTable MakeTable(PickleDictionary dictionary, int depth, ref long count)
    {
        Dictionary<string, StoredValue> entries = [];
        foreach ((object? key, object? value) in dictionary.Items)
        {
            string name = key switch
            {
                string text => text,
                bool truth => truth ? "True" : "False",
                long or double => Convert.ToString(key, CultureInfo.InvariantCulture)!,
                null => "None",
                _ => throw new InvalidDataException("a dictionary has a key that is neither a text nor a number"),
            };
            if (!entries.TryAdd(name, Make(value, depth + 1, out long inside)))
                throw new InvalidDataException($"a dictionary has the key '{name}' twice");
            count += inside;
        }

        return new StoredTable(entries);
    }

    /// <summary>Numbers alone are an array of one axis: whole ones, truth values, or floating-point ones where one is.</summary>
    private static Array? ArrayOf(List<object?> items) =>
        items.Count == 0 ? null
        : items.TrueForAll(item => item is long) ? items.ConvertAll(item => (long)item!).ToArray()
        : items.TrueForAll(item => item is bool) ? items.ConvertAll(item => (bool)item!).ToArray()
        : items.TrueForAll(item => item is long or double) ? items.ConvertAll(item => item is long whole ? whole : (double)item!).ToArray()
        : null;
}
