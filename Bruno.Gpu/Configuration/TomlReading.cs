using System.Globalization;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Bruno.Gpu.Configuration;

/// <summary>Turns TOML text into nodes that know the line they were written on.</summary>
internal static class TomlReading
{
    /// <summary>What is no TOML at all has an error at every other letter.</summary>
    private const int MostSyntaxFaults = 20;

    private const int LongestMessage = 300;

    /// <summary>Reads a document; null where it has syntax errors, which are added to <paramref name="faults"/>.</summary>
    public static TableNode? Read(string sourceName, string text, List<ConfigurationFault> faults)
    {
        if (Parse(text, sourceName, out string problem) is not { } document)
        {
            faults.Add(new ConfigurationFault(DeepestPlace(sourceName, text), "", $"TOML syntax: {problem}"));
            return null;
        }

        if (document.HasErrors)
        {
            DiagnosticMessage[] errors = [.. document.Diagnostics.Where(diagnostic => diagnostic.Kind == DiagnosticMessageKind.Error)];
            foreach (DiagnosticMessage error in errors.Take(MostSyntaxFaults))
                faults.Add(new ConfigurationFault(Place(sourceName, error.Span), "", $"TOML syntax: {Shortened(error.Message)}"));
            if (errors.Length > MostSyntaxFaults)
                faults.Add(new ConfigurationFault(Place(sourceName, errors[MostSyntaxFaults].Span), "", $"TOML syntax: and {errors.Length - MostSyntaxFaults} more from here on"));
            return null;
        }

        TableNode root = new(sourceName);
        AddAll(root, document.KeyValues, span => Place(sourceName, span));
        foreach (TableSyntaxBase table in document.Tables)
            AddAll(OpenTable(root, table, sourceName), table.Items, span => Place(sourceName, span));
        return root;
    }

    /// <summary>Reads one value as TOML writes it, every part with the same origin; null where it is not a TOML value.</summary>
    public static ConfigurationNode? ReadValue(string text, string origin)
    {
        // One line only: text after a line break would be further keys.
        if (text.Contains('\n') || text.Contains('\r'))
            return null;
        DocumentSyntax? document = Parse("value = " + text + "\n", origin, out _);
        if (document is null || document.HasErrors || document.KeyValues.ChildrenCount != 1)
            return null;
        KeyValueSyntax pair = document.KeyValues.GetChild(0)!;
        return Convert(pair.Value!, origin, _ => origin);
    }

    /// <summary>The parts of a dotted key, quotes removed; null where it is not a TOML key.</summary>
    public static IReadOnlyList<string>? ReadKey(string text)
    {
        if (text.Contains('\n') || text.Contains('\r') || text.Contains('='))
            return null;
        DocumentSyntax? document = Parse(text + " = 0\n", "key", out _);
        if (document is null || document.HasErrors || document.KeyValues.ChildrenCount != 1)
            return null;
        return [.. Parts(document.KeyValues.GetChild(0)!.Key!)];
    }

    /// <summary>Parses; what the parser throws instead of noting it, such as too deep a nesting, is a problem like any other.</summary>
    private static DocumentSyntax? Parse(string text, string sourceName, out string problem)
    {
        problem = "";
        try
        {
            return SyntaxParser.Parse(text, sourceName, validate: true);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The parser names its own settings, which a user does not have.
            problem = exception.Message.Contains("maximum depth", StringComparison.Ordinal)
                ? "lists or tables are nested too deeply (more than 64 levels)"
                : exception.Message.Split('\n')[0].Trim();
            return null;
        }
    }

    private static string Shortened(string message) => message.Length <= LongestMessage ? message : message[..LongestMessage] + " ...";

    /// <summary>Where brackets are nested most deeply, roughly: the parser does not say where it gave up.</summary>
    private static string DeepestPlace(string sourceName, string text)
    {
        int line = 1, column = 1, depth = 0, deepest = 0;
        string place = $"{sourceName}:1:1";
        foreach (char letter in text)
        {
            depth = letter is '[' or '{' ? depth + 1 : letter is ']' or '}' ? depth - 1 : depth;
            if (depth > deepest && depth <= 65)
            {
                deepest = depth;
                place = string.Create(CultureInfo.InvariantCulture, $"{sourceName}:{line}:{column}");
            }

            (line, column) = letter == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return place;
    }

    private static void AddAll(TableNode table, SyntaxList<KeyValueSyntax> pairs, Func<SourceSpan, string> place)
    {
        foreach (KeyValueSyntax pair in pairs)
            Add(table, pair, place);
    }

    private static void Add(TableNode table, KeyValueSyntax pair, Func<SourceSpan, string> place)
    {
        string origin = place(pair.Key!.Span);
        List<string> parts = [.. Parts(pair.Key)];
        foreach (string part in parts.SkipLast(1))
            table = Descend(table, part, origin);
        table.Add(parts[^1], Convert(pair.Value!, origin, place));
    }

    private static TableNode OpenTable(TableNode root, TableSyntaxBase syntax, string sourceName)
    {
        string origin = Place(sourceName, syntax.Name!.Span);
        List<string> parts = [.. Parts(syntax.Name)];
        TableNode table = root;
        foreach (string part in parts.SkipLast(1))
            table = Descend(table, part, origin);
        if (syntax is not TableArraySyntax)
            return Descend(table, parts[^1], origin);

        if (table.Find(parts[^1]) is not ArrayNode array)
        {
            array = new ArrayNode(origin);
            table.Add(parts[^1], array);
        }

        TableNode element = new(origin);
        array.Items.Add(element);
        return element;
    }

    // A dotted header passes through the last element of an array of tables. The parser has rejected every other clash.
    private static TableNode Descend(TableNode table, string key, string origin)
    {
        switch (table.Find(key))
        {
            case TableNode existing:
                return existing;
            case ArrayNode array:
                return (TableNode)array.Items[^1];
            default:
                TableNode added = new(origin);
                table.Add(key, added);
                return added;
        }
    }

    private static ConfigurationNode Convert(ValueSyntax syntax, string origin, Func<SourceSpan, string> place)
    {
        switch (syntax)
        {
            case BooleanValueSyntax truth:
                return new ScalarNode(origin, truth.Value);
            case IntegerValueSyntax integer:
                return new ScalarNode(origin, integer.Value);
            case FloatValueSyntax number:
                return new ScalarNode(origin, number.Value);
            case StringValueSyntax text:
                SourceSpan span = text.Token!.Span;
                return new ScalarNode(origin, text.Value, place: new(span.Start.Line + 1, span.Start.Column + 1, text.Token.Text ?? ""));
            case ArraySyntax items:
                ArrayNode array = new(origin);
                foreach (ArrayItemSyntax item in items.Items)
                    array.Items.Add(Convert(item.Value!, place(item.Span), place));
                return array;
            case InlineTableSyntax pairs:
                TableNode table = new(origin);
                foreach (InlineTableItemSyntax item in pairs.Items)
                    Add(table, item.KeyValue!, place);
                return table;
            default:
                return new ScalarNode(origin, null);
        }
    }

    private static IEnumerable<string> Parts(KeySyntax key)
    {
        yield return Name(key.Key!);
        foreach (DottedKeyItemSyntax part in key.DotKeys)
            yield return Name(part.Key!);
    }

    private static string Name(BareKeyOrStringValueSyntax key) => key switch
    {
        StringValueSyntax quoted => quoted.Value ?? "",
        BareKeySyntax bare => bare.Key!.Text ?? "",
        _ => throw new InvalidOperationException($"The TOML parser returned a key of an unknown kind, {key.GetType().Name}."),
    };

    // The parser counts lines and columns from zero, editors from one.
    private static string Place(string sourceName, SourceSpan span) => string.Create(
        CultureInfo.InvariantCulture, $"{sourceName}:{span.Start.Line + 1}:{span.Start.Column + 1}");
}
