using System.Globalization;
using System.Reflection;
using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Files;

/// <summary>One column of a table of records: a property, named in snake_case.</summary>
internal sealed class CsvColumn
{
    private readonly PropertyInfo property;
    private readonly Type type;
    private readonly bool mayBeNull;

    private CsvColumn(PropertyInfo property)
    {
        this.property = property;
        type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        mayBeNull = type != property.PropertyType || type == typeof(string);
        IsOptional = property.IsDefined(typeof(OptionalColumnAttribute));
        Name = property.GetCustomAttribute<ConfigurationKeyAttribute>()?.Name ?? RecordModel.SnakeCase(property.Name);
    }

    public string Name { get; }

    /// <summary>Whether files may lack it.</summary>
    public bool IsOptional { get; }

    /// <summary>The columns of a record, in the order of the source.</summary>
    public static IReadOnlyList<CsvColumn> Of(Type record) =>
    [
        .. record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.MetadataToken)
            .Select(property => new CsvColumn(property)),
    ];

    /// <summary>The value of a row as the CSV writer takes it; null for an empty field.</summary>
    public object? Get(object row) => property.GetValue(row) switch
    {
        // Numbers, so that every plotting tool takes the column for one.
        bool truth => truth ? 1 : 0,
        Enum name => RecordModel.EnumName(name),
        { } value => value,
        null => null,
    };

    /// <summary>What is wrong with a text that is not a value of the column.</summary>
    public string FaultOf(string text) => type == typeof(double) || type == typeof(int) || type == typeof(long)
        ? $"'{text}' is not a value of the column '{Name}': it {NumberText.Fault(text)}"
        : $"'{text}' is not a value of the column '{Name}'";

    /// <summary>Sets the value of a row from its text.</summary>
    /// <exception cref="FormatException">The text is not such a value.</exception>
    public void Set(object row, string text)
    {
        object? value;
        if (text.Length == 0 && mayBeNull)
            value = type == property.PropertyType ? "" : null;
        else if (type == typeof(bool))
            value = text switch { "1" => true, "0" => false, _ => throw new FormatException() };
        else if (type.IsEnum)
            value = Enum.GetValues(type).Cast<Enum>().FirstOrDefault(name => RecordModel.EnumName(name) == text) ?? throw new FormatException();
        else if (type == typeof(double))
            value = double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number) ? number : throw new FormatException();
        else
            value = Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        property.SetValue(row, value);
    }
}
