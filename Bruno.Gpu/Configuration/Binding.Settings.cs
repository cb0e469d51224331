namespace Bruno.Gpu.Configuration;

/// <summary>Tables of settings that are bound elsewhere.</summary>
internal sealed partial class Binding
{
    private UnboundSettings BindSettings(ValueShape shape, IReadOnlyList<ConfigurationNode> layers, object? fallback, string path) =>
        TablesOf(shape, layers, path).Aggregate(
            (UnboundSettings?)fallback ?? UnboundSettings.None, (settings, table) => settings.With(UnboundSettings.Of(table)));
}
