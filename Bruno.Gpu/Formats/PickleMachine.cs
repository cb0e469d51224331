namespace Bruno.Gpu.Formats;

/// <summary>
/// Follows a pickle, protocols 0 to 5, to the value that it describes. Only numbers, texts, lists, tuples, dictionaries and what
/// <see cref="PickleNames"/> gives a meaning come to be; nothing that a pickle names is run.
/// </summary>
/// <param name="content">The pickle.</param>
/// <param name="names">What names mean.</param>
/// <param name="storage">Finds what a pickle refers to outside of itself, by its identifier; null where it must not.</param>
internal sealed class PickleMachine(ReadOnlyMemory<byte> content, PickleNames names, Func<object?, object?>? storage = null)
{
    private static readonly object Mark = new();
    private static readonly object[] SmallNumbers = [.. Enumerable.Range(0, 256).Select(number => (object)(long)number)];
    private static readonly object True = true;
    private static readonly object False = false;

    private readonly PickleInput input = new(content);
    private readonly List<object?> stack = [];
    private readonly Dictionary<long, object?> memo = [];

    /// <summary>How many bytes follow.</summary>
    public int Remaining => content.Length - input.Position;

    /// <summary>The value of the pickle.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or names what has no meaning here.</exception>
    public object? Run()
    {
        while (true)
        {
            int place = input.Position;
            char code = (char)input.Byte();
            if (code == '.')
                return stack.Count == 1 ? Pop() : throw Damaged($"it ends with {stack.Count} values instead of one");
            try
            {
                if (!Push(code) && !Change(code))
                    throw new InvalidDataException($"the instruction 0x{(int)code:x2} is not known; {DataFile.CopyAgain}");
            }
            catch (InvalidDataException exception)
            {
                throw new InvalidDataException($"byte {place}: {exception.Message}", exception);
            }
        }
    }

    private static InvalidDataException Damaged(string what) => new($"{what}; {DataFile.CopyAgain}");

    /// <summary>Instructions that put a value on the stack.</summary>
    private bool Push(char code)
    {
        object? value;
        switch (code)
        {
            case '(': value = Mark; break;
            case 'N': value = null; break;
            case '\x88': value = True; break;
            case '\x89': value = False; break;
            case 'K': value = SmallNumbers[input.Byte()]; break;
            case 'M': value = (long)input.UInt16(); break;
            case 'J': value = (long)input.Int32(); break;
            case 'G': value = input.Double(); break;
            case '\x8a': value = input.Whole(input.Byte()); break;
            case '\x8b': value = input.Whole(input.Int32()); break;
            case 'I' or 'L' or 'F': value = PickleText.Number(code, input.Line()); break;
            case 'S': value = PickleText.Quoted(input.Line()); break;
            case 'V': value = PickleText.Unescaped(input.Line()); break;
            case 'X': value = input.Text(input.UInt32()); break;
            case '\x8c': value = input.Text(input.Byte()); break;
            case '\x8d': value = input.Text(input.Length64()); break;
            case 'T': value = input.Latin(input.Int32()); break;
            case 'U': value = input.Latin(input.Byte()); break;
            case 'B': value = new PickleBytes(input.Take(input.UInt32())); break;
            case 'C': value = new PickleBytes(input.Take(input.Byte())); break;
            case '\x8e' or '\x96': value = new PickleBytes(input.Take(input.Length64())); break;
            case ']': value = new PickleList([]); break;
            case ')': value = new PickleList([], isTuple: true); break;
            case '}': value = new PickleDictionary(); break;
            case '\x8f': value = new PickleList([]); break;
            case 'g': value = Remembered(PickleText.Index(input.Line())); break;
            case 'h': value = Remembered(input.Byte()); break;
            case 'j': value = Remembered(input.UInt32()); break;
            case 'c': value = names.Find(input.Line(), input.Line()); break;
            case 'P': value = Stored(input.Line()); break;
            default: return false;
        }

        stack.Add(value);
        return true;
    }

    /// <summary>Instructions that take values from the stack.</summary>
    private bool Change(char code)
    {
        switch (code)
        {
            case '\x80':
                if (input.Byte() is > 5 and byte protocol)
                    throw new InvalidDataException($"it is of protocol {protocol}, but protocols 0 to 5 are read: pickle.dump(x, file, protocol=4)");
                break;
            case '\x95': input.Length64(); break;
            case '0': Pop(mayBeMark: true); break;
            case '1': PopToMark(); break;
            case '2': stack.Add(Peek()); break;
            case 'p': memo[PickleText.Index(input.Line())] = Peek(); break;
            case 'q': memo[input.Byte()] = Peek(); break;
            case 'r': memo[input.UInt32()] = Peek(); break;
            case '\x94': memo[memo.Count] = Peek(); break;
            case 'l' or '\x91': stack.Add(new PickleList(PopToMark())); break;
            case 't': stack.Add(new PickleList(PopToMark(), isTuple: true)); break;
            case '\x85' or '\x86' or '\x87': stack.Add(new PickleList(PopMany(code - '\x84'), isTuple: true)); break;
            case 'd':
                List<object?> pairs = PopToMark();
                stack.Add(new PickleDictionary());
                SetItems(pairs);
                break;
            case 'a': Append(PopMany(1)); break;
            case 'e' or '\x90': Append(PopToMark()); break;
            case 's': SetItems(PopMany(2)); break;
            case 'u': SetItems(PopToMark()); break;
            case 'Q': stack.Add(Stored(Pop())); break;
            case 'R' or '\x81':
                object? arguments = Pop();
                stack.Add(names.Make(Pop(), arguments));
                break;
            case '\x92':
                Pop();
                object? positional = Pop();
                stack.Add(names.Make(Pop(), positional));
                break;
            case 'b':
                object? state = Pop();
                names.Build(Peek(), state);
                break;
            case '\x93':
                object? name = Pop();
                stack.Add(names.Find(Pop() as string ?? "", name as string ?? ""));
                break;
            case 'i': throw names.Refuse(input.Line(), input.Line());
            case 'o': throw Damaged("it holds an object of a class");
            case '\x82' or '\x83' or '\x84': throw new InvalidDataException("it names a class by a number of the extension registry, which a reader of data does not know");
            case '\x97' or '\x98': throw new InvalidDataException("its buffers are kept elsewhere: pickle without buffer_callback");
            default: return false;
        }

        return true;
    }

    private object? Stored(object? identifier) => storage is not null
        ? storage(identifier)
        : throw new InvalidDataException("it refers to data outside of itself: a PyTorch archive that was unpacked? Read the archive");

    private object? Remembered(long index) => memo.TryGetValue(index, out object? value) ? value : throw Damaged($"it recalls value {index}, which it never had");

    private object? Peek() => stack.Count > 0 && stack[^1] != Mark ? stack[^1] : throw Damaged("a value is missing");

    private object? Pop(bool mayBeMark = false)
    {
        object? value = stack.Count > 0 && mayBeMark ? stack[^1] : Peek();
        stack.RemoveAt(stack.Count - 1);
        return value;
    }

    private List<object?> PopMany(int count)
    {
        object?[] values = new object?[count];
        for (int i = count - 1; i >= 0; --i)
            values[i] = Pop();
        return [.. values];
    }

    private List<object?> PopToMark()
    {
        int mark = stack.LastIndexOf(Mark);
        if (mark < 0)
            throw Damaged("a mark is missing");
        List<object?> values = stack.GetRange(mark + 1, stack.Count - mark - 1);
        stack.RemoveRange(mark, stack.Count - mark);
        return values;
    }

    private void Append(List<object?> values)
    {
        if (Peek() is not PickleList { IsTuple: false } list)
            throw Damaged("values are added to what is no list");
        list.Items.AddRange(values);
    }

    private void SetItems(List<object?> pairs)
    {
        if (Peek() is not PickleDictionary dictionary || pairs.Count % 2 != 0)
            throw Damaged("entries are added to what is no dictionary");
        for (int i = 0; i < pairs.Count; i += 2)
            dictionary.Items.Add((pairs[i], pairs[i + 1]));
    }
}
