namespace Bruno.Gpu.Configuration;

/// <summary>
/// Binds layers of TOML to a tree of records. Keys are the property names in snake_case; a record's defaults are what its
/// constructor leaves; nested records are merged key by key, lists are replaced whole, dictionaries are merged key by key.
/// An abstract record with <see cref="VariantAttribute"/> takes the variant named by the key <c>kind</c>; a layer that
/// names another variant drops what weaker layers said about the old one. <c>"none"</c> stands for null where a property
/// other than a text may be null. Numbers are held to their ranges
/// (<see cref="NumberAttribute"/>), and bound records asked for their own faults (<see cref="IValidated"/>).
/// </summary>
internal static class ConfigurationBinder
{
    /// <summary>Binds the sources, weakest first, over the defaults of <c>new T()</c>.</summary>
    /// <exception cref="ConfigurationException">Anything is wrong; it lists every fault.</exception>
    public static T Bind<T>(params IEnumerable<ConfigurationSource> sources)
        where T : class, new() => BindOver(new T(), sources);

    /// <summary>Binds the sources, weakest first, over the defaults of <c>new T()</c>, and makes changes to what came of it.</summary>
    /// <param name="sources">The sources, weakest first.</param>
    /// <param name="changes">The changes, in order.</param>
    /// <exception cref="ConfigurationException">Anything is wrong with the outcome; it lists every fault.</exception>
    public static T Bind<T>(IEnumerable<ConfigurationSource> sources, IEnumerable<ConfigurationChange<T>> changes)
        where T : class, new() => BindOver(new T(), sources, changes);

    /// <summary>Binds the sources, weakest first, over given defaults, which stay unchanged.</summary>
    /// <inheritdoc cref="Bind{T}(IEnumerable{ConfigurationSource})"/>
    public static T BindOver<T>(T defaults, params IEnumerable<ConfigurationSource> sources)
        where T : class => BindOver(defaults, sources, []);

    private static T BindOver<T>(T defaults, IEnumerable<ConfigurationSource> sources, IEnumerable<ConfigurationChange<T>> changes)
        where T : class
    {
        Binding binding = new();
        List<ConfigurationNode> layers = [];
        foreach (ConfigurationSource source in sources)
        {
            if (source.Read(binding.Faults) is { } table)
                layers.Add(table);
        }

        // What an unreadable source would have said is unknown, and with it whether the others fit together.
        if (binding.Faults.Count > 0)
            throw new ConfigurationException(binding.Faults);

        // An empty layer below keeps a binding without sources on the same path as any other.
        layers.Insert(0, new TableNode("default"));
        ValueShape shape = new(ValueKind.Record, typeof(T), null);
        T? bound = (T?)binding.Bind(shape, mayBeNull: false, layers, defaults, "");
        // What could not be read is not there to be changed.
        foreach (ConfigurationChange<T> change in bound is null || binding.Faults.Count > 0 ? [] : changes)
        {
            bound = change.Apply(bound!);
            foreach (string path in change.Paths(bound))
                binding.SetOrigin(path, change.Origin);
        }

        if (bound is not null)
            ConfigurationValidation.Check(bound, binding);
        return binding.Faults.Count == 0 ? bound! : throw new ConfigurationException(binding.Faults);
    }

    /// <summary>Every fault of a record that was made or changed in code.</summary>
    /// <param name="record">The record.</param>
    /// <param name="origin">What made it so, as shown in messages.</param>
    /// <param name="path">The key of the record, where it is part of a configuration.</param>
    public static IReadOnlyList<ConfigurationFault> Check(object record, string origin, string path = "")
    {
        Binding binding = new();
        binding.SetOrigin("", origin);
        ConfigurationValidation.Check(record, binding, path);
        return binding.Faults;
    }

    /// <summary>A record that was made or changed in code, if it has no faults.</summary>
    /// <exception cref="ConfigurationException">It has; the message lists all.</exception>
    public static T Require<T>(T record, string origin, string path = "")
        where T : class =>
        Check(record, origin, path) is { Count: > 0 } faults ? throw new ConfigurationException(faults) : record;
}
