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
    private readonly Dictionary<string, int> byName = new(StringComparer.Ordinal);
    private readonly List<DeviceParameter> parameters = [];
    private readonly List<Action<TParameters, double>> setters = [];

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
                attribute.Varies ? 1 : 0, attribute.IsSwitch);
            byName.Add(name, parameters.Count);
            parameters.Add(parameter);
            setters.Add(SetterOf(property));
        }
    }

    public IReadOnlyList<DeviceParameter> Parameters => parameters;

    public IEnumerable<Fault> Validate(IReadOnlyDictionary<string, double> overrides)
    {
        foreach ((string name, double value) in overrides)
        {
            if (!byName.TryGetValue(name, out int index))
                yield return new(name, $"there is no such parameter{Hint(name)}");
            else if (FaultOf(index, value) is { } message)
                yield return new(name, message);
        }
    }

    /// <summary>The faults of a device's parameters, in the order of <see cref="Parameters"/>; one that is not a number is not given.</summary>
    public Fault[] Validate(ReadOnlySpan<double> values)
    {
        List<Fault>? faults = null;
        for (int index = 0; index < values.Length; ++index)
        {
            if (!double.IsNaN(values[index]) && FaultOf(index, values[index]) is { } message)
                (faults ??= []).Add(new(parameters[index].Name, message));
        }

        return faults is null ? [] : [.. faults];
    }

    /// <summary>The defaults with some values replaced, all of them valid.</summary>
    public TParameters Bind(IReadOnlyDictionary<string, double> overrides)
    {
        TParameters bound = new();
        foreach ((string name, double value) in overrides)
            setters[byName[name]](bound, value);
        return bound;
    }

    /// <summary>A device's parameters, in the order of <see cref="Parameters"/>; one that is not a number is as by default.</summary>
    public TParameters Bind(ReadOnlySpan<double> values)
    {
        TParameters bound = new();
        for (int index = 0; index < values.Length; ++index)
        {
            if (!double.IsNaN(values[index]))
                setters[index](bound, values[index]);
        }

        return bound;
    }

    private static Action<TParameters, double> SetterOf(PropertyInfo property)
    {
        if (property.PropertyType == typeof(double))
            return property.SetMethod!.CreateDelegate<Action<TParameters, double>>();
        Action<TParameters, double?> set = property.SetMethod!.CreateDelegate<Action<TParameters, double?>>();
        return (bound, value) => set(bound, value);
    }

    /// <summary>Parameters may be far from their defaults, but not without end: beyond this factor every one overflows somewhere.</summary>
    private string? FaultOf(int index, double value)
    {
        const double Factor = 1e12;
        DeviceParameter parameter = parameters[index];
        double usual = Math.Abs(parameter.Default ?? 0), most = usual > 0 ? usual * Factor : Factor;
        return parameter.Signed ? NumberRange.Within(value, -most, most, parameter.Unit) : NumberRange.Positive(value, most, parameter.Unit);
    }

    private string Hint(string name)
    {
        string hint = NearestName.Hint(name, byName.Keys);
        return hint.Length > 0 ? hint : $"; there are {string.Join(", ", byName.Keys)}";
    }
}
