using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Simulation;

/// <summary>
/// Finds the variables of simulated devices that a bound of the model holds where its equations would go on: a trajectory that was cut off
/// looks like one that has come to rest.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="overrides">Parameters that differ from the defaults.</param>
/// <param name="isHeld">Whether the potential is prescribed, so that no bound holds it.</param>
internal sealed class BoundWatch(IDeviceModel model, IReadOnlyDictionary<string, double> overrides, bool isHeld)
{
    /// <summary>What of a variable's range counts as nothing: rounding in 32 bits, and rates that would go no further in a millisecond.</summary>
    private const double Nothing = 1e-6, Millisecond = 1e-3, Nanoampere = 1e-9;

    private readonly IDeviceEquations equations = model.Use<Float64, IDeviceEquations>([overrides], new EquationsUse(model));
    private readonly SortedDictionary<(int Variable, bool IsUpper), BoundStop> stops = [];

    /// <summary>What was found, in the order of the variables.</summary>
    public IEnumerable<BoundStop> Stops => stops.Values;

    /// <summary>Looks at a point of a trajectory.</summary>
    public void Watch(TrajectoryPoint point)
    {
        double[]? rates = null;
        double[] state = [.. equations.Variables.Select((variable, index) => point.Values[index] / variable.Scale)];
        for (int index = isHeld ? 1 : 0; index < state.Length; ++index)
        {
            double low = equations.Lower[index], high = equations.Upper[index], near = Nothing * (high - low);
            bool isUpper = state[index] >= high - near;
            if (!isUpper && !(state[index] <= low + near))
                continue;
            rates ??= equations.Rates(state, point.InputCurrentA / Nanoampere);
            if ((isUpper ? rates[index] : -rates[index]) * Millisecond <= near)
                continue;
            ShownQuantity variable = equations.Variables[index];
            BoundStop first = stops.GetValueOrDefault((index, isUpper)) ?? new(variable, isUpper, (isUpper ? high : low) * variable.Scale, point.TimeS, 0);
            stops[(index, isUpper)] = first with { Points = first.Points + 1 };
        }
    }
}
