using System.Collections.Immutable;

namespace Bruno.Gpu.Configuration;

/// <summary>What kind of TOML value a type takes.</summary>
/// <param name="Kind">The kind of value.</param>
/// <param name="Type">The type itself, <see cref="Nullable{T}"/> removed.</param>
/// <param name="Element">The shape of the elements of a list or of the values of a dictionary.</param>
internal sealed record ValueShape(ValueKind Kind, Type Type, ValueShape? Element)
{
    private static readonly Type[] Scalars =
        [typeof(bool), typeof(int), typeof(long), typeof(ulong), typeof(double), typeof(string)];

    private static readonly Type[] Lists =
    [
        typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>), typeof(IList<>), typeof(List<>),
        typeof(ImmutableArray<>), typeof(ImmutableList<>),
    ];

    private static readonly Type[] Dictionaries =
        [typeof(IReadOnlyDictionary<,>), typeof(IDictionary<,>), typeof(Dictionary<,>)];

    /// <summary>What a message asks for: "an integer", "an array of numbers".</summary>
    public string Description => Kind switch
    {
        ValueKind.Record => "a table",
        ValueKind.Settings => "a table of settings",
        ValueKind.Dictionary => $"a table of {Element!.Plural}",
        ValueKind.List => $"an array of {Element!.Plural}",
        ValueKind.Enum => "a text",
        _ when Type == typeof(bool) => "true or false",
        _ when Type == typeof(double) => "a number",
        _ when Type == typeof(string) => "a text",
        _ => "an integer",
    };

    private string Plural => Kind switch
    {
        ValueKind.Record or ValueKind.Dictionary or ValueKind.Settings => "tables",
        ValueKind.List => "arrays",
        ValueKind.Enum => "texts",
        _ when Type == typeof(bool) => "truth values",
        _ when Type == typeof(double) => "numbers",
        _ when Type == typeof(string) => "texts",
        _ => "integers",
    };

    /// <summary>The shape of a type; null where TOML settings cannot hold it.</summary>
    public static ValueShape? Of(Type declared)
    {
        Type type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (Scalars.Contains(type))
            return new ValueShape(ValueKind.Scalar, type, null);
        if (type == typeof(UnboundSettings))
            return new ValueShape(ValueKind.Settings, type, null);
        if (type.IsEnum)
            return new ValueShape(ValueKind.Enum, type, null);
        if (type.IsArray)
            return type.GetArrayRank() == 1 ? ListOf(type, type.GetElementType()!) : null;
        if (type.IsGenericType)
        {
            Type generic = type.GetGenericTypeDefinition();
            Type[] arguments = type.GetGenericArguments();
            if (Lists.Contains(generic))
                return ListOf(type, arguments[0]);
            if (Dictionaries.Contains(generic) && arguments[0] == typeof(string) && Of(arguments[1]) is { } value)
                return new ValueShape(ValueKind.Dictionary, type, value);
        }

        bool isRecord = !type.IsValueType && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true;
        return isRecord && !typeof(Delegate).IsAssignableFrom(type) ? new ValueShape(ValueKind.Record, type, null) : null;
    }

    private static ValueShape? ListOf(Type type, Type element) =>
        Of(element) is { } shape ? new ValueShape(ValueKind.List, type, shape) : null;
}
