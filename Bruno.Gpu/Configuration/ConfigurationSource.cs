namespace Bruno.Gpu.Configuration;

/// <summary>
/// One layer of settings: a TOML text, a TOML file, or a single value from the command line. Layers are given to
/// <see cref="ConfigurationBinder"/> from the weakest to the strongest.
/// </summary>
internal sealed class ConfigurationSource
{
    private readonly Func<List<ConfigurationFault>, TableNode?> read;

    private ConfigurationSource(string name, Func<List<ConfigurationFault>, TableNode?> read)
    {
        Name = name;
        this.read = read;
    }

    /// <summary>The name shown in messages.</summary>
    public string Name { get; }

    /// <summary>A TOML text, such as a preset that is part of the program.</summary>
    public static ConfigurationSource FromText(string name, string toml) =>
        new(name, faults => TomlReading.Read(name, toml, faults));

    /// <summary>A TOML file. It is read when bound; a file that cannot be read is a fault like any other.</summary>
    /// <param name="path">The file.</param>
    /// <param name="readText">Reads it, where that is not for the system to do.</param>
    public static ConfigurationSource FromFile(string path, Func<string, string>? readText = null) => new(path, faults =>
    {
        try
        {
            return TomlReading.Read(path, (readText ?? File.ReadAllText)(path), faults);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string message = exception is FileNotFoundException or DirectoryNotFoundException
                ? "there is no such file"
                : $"cannot be read: {exception.Message}";
            faults.Add(new ConfigurationFault(path, "", message));
            return null;
        }
    });

    /// <summary>
    /// An argument of <c>--set</c>, <c>key=value</c>. The key is a dotted path in which a number, or a number in brackets,
    /// is the zero-based index into a list: <c>network.layers.2.outputs</c> or <c>network.layers[2].outputs</c>. The value
    /// is read as TOML, and as a bare text where it is not TOML.
    /// </summary>
    public static ConfigurationSource FromSetting(string assignment) => FromSetting(assignment, $"--set {assignment}");

    /// <param name="assignment">The argument.</param>
    /// <param name="name">What the user typed, or where, as shown in messages.</param>
    /// <inheritdoc cref="FromSetting(string)"/>
    internal static ConfigurationSource FromSetting(string assignment, string name) => new(name, faults =>
    {
        int equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
        {
            faults.Add(new ConfigurationFault(name, "", "expected key=value"));
            return null;
        }

        string key = assignment[..equals].Trim();
        string text = assignment[(equals + 1)..].Trim();
        ConfigurationNode value = TomlReading.ReadValue(text, name) switch
        {
            ScalarNode scalar => new ScalarNode(name, scalar.Value, text),
            { } node => node,
            null => new ScalarNode(name, text, text),
        };
        return Nest(name, key, value, faults);
    });

    /// <summary>A value from an option of the command line that stands for a key, such as <c>--seed</c>.</summary>
    /// <param name="option">What the user typed, shown in messages: <c>--seed</c>.</param>
    /// <param name="key">The dotted path of the setting.</param>
    /// <param name="value">A bool, int, long, ulong, double, string or enum value.</param>
    public static ConfigurationSource FromOption(string option, string key, object value) => new(option, faults =>
    {
        object scalar = value switch
        {
            bool or long or double or string => value,
            int number => (long)number,
            ulong number => number <= long.MaxValue ? (long)number : number,
            Enum name => RecordModel.EnumName(name),
            _ => throw new ArgumentException($"A setting cannot be of type {value.GetType().Name}.", nameof(value)),
        };
        return Nest(option, key, new ScalarNode(option, scalar), faults);
    });

    internal TableNode? Read(List<ConfigurationFault> faults) => read(faults);

    private static TableNode? Nest(string origin, string key, ConfigurationNode value, List<ConfigurationFault> faults)
    {
        string dotted = key.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        if (TomlReading.ReadKey(dotted) is not { } parts)
        {
            faults.Add(new ConfigurationFault(origin, "", $"'{key}' is not a key; expected names joined by dots"));
            return null;
        }

        for (int i = parts.Count - 1; i >= 0; i--)
        {
            TableNode table = new(origin);
            table.Add(parts[i], value);
            value = table;
        }

        return (TableNode)value;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
