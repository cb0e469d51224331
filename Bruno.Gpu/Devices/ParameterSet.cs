using System.Reflection;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;

namespace Bruno.Gpu.Devices;

/// <summary>The parameters of a record of device parameters, by name.</summary>
/// <typeparam name="TParameters">A record whose numbers carry <see cref="ParameterAttribute"/>.</typeparam>
internal sealed class ParameterSet<TParameters>
    where TParameters : class, new()
{
    private readonly Dictionary<string, (DeviceParameter Description, PropertyInfo Property)> byName = new(StringComparer.Ordinal);

    public ParameterSet()
    {
        TParameters defaults = new();
        foreach (PropertyInfo property in typeof(TParameters).GetProperties().OrderBy(property => property.MetadataToken))
        {
            if (property.GetCustomAttribute<ParameterAttribute>() is not { } attribute)
                continue;
            string name = RecordModel.SnakeCase(property.Name);
            DeviceParameter parameter = new(
                name, (double?)property.GetValue(defaults), attribute.Unit, attribute.Meaning, attribute.Source, attribute.Signed,
                attribute.Varies);
            byName.Add(name, (parameter, property));
        }

        Parameters = [.. byName.Values.Select(entry => entry.Description)];
    }

    public IReadOnlyList<DeviceParameter> Parameters { get; }

    public IEnumerable<Fault> Validate(IReadOnlyDictionary<string, double> overrides)
    {
        foreach ((string name, double value) in overrides)
        {
            if (!byName.TryGetValue(name, out (DeviceParameter Description, PropertyInfo Property) entry))
                yield return new(name, $"there is no such parameter{Hint(name)}");
            else if (RangeFault(entry.Description, value) is string fault)
                yield return new(name, fault);
        }
    }

    /// <summary>Parameters may be far from their defaults, but not without end: beyond this factor every one overflows somewhere.</summary>
    private static string? RangeFault(DeviceParameter parameter, double value)
    {
        const double Factor = 1e12;
        double usual = Math.Abs(parameter.Default ?? 0);
        double most = usual > 0 ? usual * Factor : Factor;
        return parameter.Signed ? NumberRange.Within(value, -most, most, parameter.Unit) : NumberRange.Positive(value, most, parameter.Unit);
    }

    /// <summary>The defaults with some values replaced, all of them valid.</summary>
    public TParameters Bind(IReadOnlyDictionary<string, double> overrides)
    {
        TParameters parameters = new();
        foreach ((string name, double value) in overrides)
            byName[name].Property.SetValue(parameters, value);
        return parameters;
    }

    private string Hint(string name)
    {
        string hint = NearestName.Hint(name, byName.Keys);
        return hint.Length > 0 ? hint : $"; there are {string.Join(", ", byName.Keys)}";
    }
}
