using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Bruno.Gpu.Configuration;

/// <summary>
/// What settings mean: the summaries that stand at them in the code, from the documentation files that the compiler writes beside
/// the assemblies; a program in a single file holds them as resources of the same names.
/// </summary>
internal static partial class Documentation
{
    private const string Begin = "<member name=\"";
    private const string End = "</member>";

    private static readonly ConcurrentDictionary<Assembly, Members> Files = new();

    /// <summary>The summary of a record or an enum; empty where there is none.</summary>
    public static string Of(Type type) => Summary(type.Assembly, $"T:{type.FullName}");

    /// <summary>The summary of a property; empty where there is none.</summary>
    public static string Of(PropertyInfo property) => Summary(property.DeclaringType!.Assembly, $"P:{property.DeclaringType.FullName}.{property.Name}");

    /// <summary>The summary of an enum value; empty where there is none.</summary>
    public static string Of(Enum value) => Summary(value.GetType().Assembly, $"F:{value.GetType().FullName}.{value}");

    private static string Summary(Assembly assembly, string member) =>
        Files.GetOrAdd(assembly, Read).Find(member)?.Element("summary") is { } summary ? Spaces().Replace(Text(summary), " ").Trim() : "";

    private static Members Read(Assembly assembly)
    {
        using Stream? file = Open(assembly);
        if (file is null)
            return new("", new Dictionary<string, int>());
        using StreamReader reader = new(file);
        string text = reader.ReadToEnd();
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int place = text.IndexOf(Begin, StringComparison.Ordinal); place >= 0; place = text.IndexOf(Begin, place + 1, StringComparison.Ordinal))
        {
            int name = place + Begin.Length;
            places[text[name..text.IndexOf('"', name)]] = place;
        }

        return new(text, places);
    }

    private static Stream? Open(Assembly assembly)
    {
        // Empty where the assembly is part of a single file.
        string path = assembly.Location;
        if (path.Length == 0)
            return Assembly.GetEntryAssembly()?.GetManifestResourceStream($"{assembly.GetName().Name}.xml");
        path = Path.ChangeExtension(path, ".xml");
        return File.Exists(path) ? File.OpenRead(path) : null;
    }

    private static string Text(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { HasElements: false, Value.Length: 0 } reference when reference.Attribute("cref") is { } cref => Name(cref.Value),
        XElement inner => Text(inner),
        _ => "",
    }));

    /// <summary>A property by its key, anything else by its name in words.</summary>
    private static string Name(string cref)
    {
        string name = cref[(cref.LastIndexOfAny(['.', ':'], EndOfName(cref)) + 1)..(EndOfName(cref) + 1)];
        return cref[0] is 'P' or 'F' ? RecordModel.SnakeCase(name) : RecordModel.SnakeCase(name).Replace('_', ' ');
    }

    private static int EndOfName(string cref)
    {
        int end = cref.IndexOfAny(['(', '`']);
        return (end < 0 ? cref.Length : end) - 1;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    /// <summary>
    /// A documentation file: two megabytes, of which few members are asked for. Only these are read as XML, so that a training does not
    /// begin with all of them.
    /// </summary>
    private sealed record Members(string File, IReadOnlyDictionary<string, int> Places)
    {
        public XElement? Find(string name) => Places.TryGetValue(name, out int place)
            ? XElement.Parse(File[place..(File.IndexOf(End, place, StringComparison.Ordinal) + End.Length)])
            : null;
    }
}
