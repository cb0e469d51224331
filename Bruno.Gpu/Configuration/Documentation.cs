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
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> Members = new();

    /// <summary>The summary of a record or an enum; empty where there is none.</summary>
    public static string Of(Type type) => Summary(type.Assembly, $"T:{type.FullName}");

    /// <summary>The summary of a property; empty where there is none.</summary>
    public static string Of(PropertyInfo property) => Summary(property.DeclaringType!.Assembly, $"P:{property.DeclaringType.FullName}.{property.Name}");

    /// <summary>The summary of an enum value; empty where there is none.</summary>
    public static string Of(Enum value) => Summary(value.GetType().Assembly, $"F:{value.GetType().FullName}.{value}");

    private static string Summary(Assembly assembly, string member) =>
        Members.GetOrAdd(assembly, Read).TryGetValue(member, out XElement? element) && element.Element("summary") is { } summary
            ? Spaces().Replace(Text(summary), " ").Trim()
            : "";

    private static IReadOnlyDictionary<string, XElement> Read(Assembly assembly)
    {
        using Stream? file = Open(assembly);
        return file is not null
            ? XDocument.Load(file).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal)
            : new Dictionary<string, XElement>();
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
}
