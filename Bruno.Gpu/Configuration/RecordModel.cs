using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Bruno.Gpu.Configuration;

/// <summary>What reflection tells about a configuration record, once for every type.</summary>
internal sealed class RecordModel
{
    private static readonly ConcurrentDictionary<Type, RecordModel> Models = new();

    private readonly Dictionary<string, RecordProperty> byKey = new(StringComparer.Ordinal);

    private RecordModel(Type type)
    {
        NullabilityInfoContext nullability = new();
        foreach (PropertyInfo info in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                     .Where(info => info.CanRead && info.SetMethod is { IsPublic: true } && info.GetIndexParameters().Length == 0)
                     .OrderBy(info => Depth(info.DeclaringType!))
                     .ThenBy(info => info.MetadataToken))
        {
            ValueShape shape = ValueShape.Of(info.PropertyType)
                ?? throw new InvalidOperationException(
                    $"{type.Name}.{info.Name} has type {info.PropertyType.Name}, which TOML settings cannot hold.");
            RecordProperty property = new(
                info.GetCustomAttribute<ConfigurationKeyAttribute>()?.Name ?? SnakeCase(info.Name),
                info,
                shape,
                nullability.Create(info).WriteState != NullabilityState.NotNull,
                IsRequired(info),
                info.GetCustomAttribute<NumberAttribute>());
            if (property.Key == KindKey && Variants(type.BaseType!).Count > 0)
                throw new InvalidOperationException($"{type.Name}.{info.Name} hides the key '{KindKey}' that chooses the variant.");
            byKey.Add(property.Key, property);
        }

        Properties = [.. byKey.Values];
    }

    /// <summary>The key that chooses a variant.</summary>
    public const string KindKey = "kind";

    /// <summary>The properties, those of the base records first, in the order of the source.</summary>
    public IReadOnlyList<RecordProperty> Properties { get; }

    public static RecordModel For(Type type) => Models.GetOrAdd(type, static key => new RecordModel(key));

    public RecordProperty? Find(string key) => byKey.GetValueOrDefault(key);

    /// <summary>The variants of an abstract record; empty for any other type.</summary>
    public static IReadOnlyList<VariantAttribute> Variants(Type type) =>
        [.. type.GetCustomAttributes<VariantAttribute>(inherit: false)];

    /// <summary>A new record with its defaults.</summary>
    public static object Create(Type type)
    {
        ConstructorInfo constructor = type.GetConstructor(Type.EmptyTypes)
            ?? throw new InvalidOperationException($"{type.Name} needs a public constructor without parameters to be configured.");
        return constructor.Invoke(null);
    }

    /// <summary>A shallow copy, so that binding never changes a default that other records share.</summary>
    public static object Clone(object record) => CloneMethod.Invoke(record, null)!;

    /// <summary>The name of an enum value in TOML.</summary>
    public static string EnumName(Enum value)
    {
        string name = value.ToString();
        FieldInfo field = value.GetType().GetField(name)
            ?? throw new InvalidOperationException($"{value.GetType().Name} has no value {name}.");
        return field.GetCustomAttribute<ConfigurationKeyAttribute>()?.Name ?? SnakeCase(name);
    }

    public static string SnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static readonly MethodInfo CloneMethod =
        typeof(object).GetMethod("MemberwiseClone", BindingFlags.NonPublic | BindingFlags.Instance)!;

    // By name, as a package here brings a second type of that name.
    private static bool IsRequired(PropertyInfo info) => info.CustomAttributes.Any(
        data => data.AttributeType.FullName == "System.Runtime.CompilerServices.RequiredMemberAttribute");

    private static int Depth(Type type) => type.BaseType is null ? 0 : Depth(type.BaseType) + 1;
}
