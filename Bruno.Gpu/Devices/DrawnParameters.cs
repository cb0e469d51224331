namespace Bruno.Gpu.Devices;

/// <summary>The parameters of many devices of a model, SI units: a row a device, a column a parameter, in the model's order.</summary>
/// <param name="parameters">The model's parameters.</param>
/// <param name="count">How many devices there are.</param>
public sealed class DrawnParameters(IReadOnlyList<DeviceParameter> parameters, int count)
{
    private readonly double[] values = new double[checked(count * parameters.Count)];

    /// <summary>Equal devices.</summary>
    /// <param name="parameters">The model's parameters.</param>
    /// <param name="overrides">Those that differ from the defaults, SI units.</param>
    /// <param name="count">How many devices there are.</param>
    public static DrawnParameters Nominal(IReadOnlyList<DeviceParameter> parameters, IReadOnlyDictionary<string, double> overrides, int count)
    {
        double[] nominal = [.. parameters.Select(
            parameter => overrides.TryGetValue(parameter.Name, out double given) ? given : parameter.Default ?? double.NaN)];
        DrawnParameters equal = new(parameters, count);
        for (int device = 0; device < count; ++device)
            nominal.CopyTo(equal[device]);
        return equal;
    }

    /// <summary>How many devices there are.</summary>
    public int Count { get; } = count;

    /// <summary>A device's parameters; not a number where one follows from others.</summary>
    public Span<double> this[int device] => values.AsSpan(device * parameters.Count, parameters.Count);

    /// <summary>A device's parameter of a name.</summary>
    public double this[int device, string name]
    {
        get
        {
            for (int index = 0; index < parameters.Count; ++index)
            {
                if (parameters[index].Name == name)
                    return this[device][index];
            }

            throw new KeyNotFoundException(name);
        }
    }
}
