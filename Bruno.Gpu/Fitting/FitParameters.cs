using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Fitting;

/// <summary>Finds out which parameters are fitted, from where and between which bounds.</summary>
internal static class FitParameters
{
    private const double TwoDecades = 100;

    /// <summary>The parameters.</summary>
    /// <exception cref="BrunoException">Something is unknown, not free or impossible (<see cref="ExitCode.Usage"/>); all is named.</exception>
    public static FitParameter[] Of(IDeviceModel model, FitOptions options)
    {
        List<string> faults = [];
        List<FitParameter> found = [];
        string[] names = [.. model.Parameters.Select(parameter => parameter.Name)];
        if (options.Parameters.Count == 0)
            faults.Add("--parameters: name one at least");
        foreach (string name in options.Parameters)
        {
            DeviceParameter? parameter = model.Parameters.FirstOrDefault(parameter => parameter.Name == name);
            if (parameter is null)
                faults.Add($"--parameters {name}: {model.Name} has no such parameter{(NearestName.Hint(name, names) is { Length: > 0 } hint ? hint : $"; there are {string.Join(", ", names)}")}");
            else if (parameter.IsSwitch)
                faults.Add($"--parameters {name}: it chooses between two rules, so that there is no derivative by it; try each with --set {name}=0 and --set {name}=1");
            else if (options.Fixed.ContainsKey(name))
                faults.Add($"--parameters {name}: it is fixed by --set; leave one of them out, or say where it starts with --start");
            else if (Of(parameter, model, options, faults) is { } fitted)
                found.Add(fitted);
        }

        (string Option, IEnumerable<string> Names)[] others =
            [("--bounds", options.Bounds.Keys), ("--start", options.Start.Keys), ("--log", options.Logarithmic), ("--linear", options.Linear)];
        foreach ((string option, IEnumerable<string> given) in others)
        {
            faults.AddRange(given.Where(name => !options.Parameters.Contains(name)).Select(
                name => $"{option} {name}: it is not fitted{(NearestName.Hint(name, [.. options.Parameters]) is { Length: > 0 } hint ? hint : $"; --parameters are {string.Join(", ", options.Parameters)}")}"));
        }

        faults.AddRange(options.Logarithmic.Intersect(options.Linear).Select(name => $"--log {name}: it is --linear too; leave one of them out"));
        return faults.Count == 0 ? [.. found] : throw new BrunoException(ExitCode.Usage, string.Join(Environment.NewLine, faults));
    }

    private static FitParameter? Of(DeviceParameter parameter, IDeviceModel model, FitOptions options, List<string> faults)
    {
        string name = parameter.Name, unit = parameter.Unit.Length > 0 ? " " + parameter.Unit : "";
        bool isPositive = !parameter.Signed;
        double low = parameter.Low ?? (isPositive ? 0 : double.NegativeInfinity), high = parameter.High ?? double.PositiveInfinity;
        if (options.Bounds.TryGetValue(name, out (double Low, double High) bounds))
        {
            if (!(bounds.Low < bounds.High))
                faults.Add(FormattableString.Invariant($"--bounds {name}: the lower bound {bounds.Low}{unit} must be below the upper one, {bounds.High}{unit}"));
            if (bounds.Low < low || bounds.High > high || isPositive && bounds.Low <= 0)
                faults.Add(FormattableString.Invariant($"--bounds {name}: from {bounds.Low} to {bounds.High}{unit} is wider than what the model allows ({(isPositive && low == 0 ? "above 0" : $"from {low}")}{(double.IsFinite(high) ? $" to {high}" : "")}{unit})"));
            (low, high) = bounds;
        }

        if ((options.Start.TryGetValue(name, out double given) ? given : parameter.Default) is not double start)
        {
            faults.Add($"--parameters {name}: it follows from other parameters where it is not given: say where it starts with --start {name}=VALUE");
            return null;
        }

        faults.AddRange(model.Validate(new Dictionary<string, double> { [name] = start }).Select(fault => $"--start {name}: {fault.Message}"));
        if (start < low || start > high)
            faults.Add(FormattableString.Invariant($"--start {name}: it starts at {start}{unit}, which is not within its bounds, {low} to {high}{unit}"));
        bool isLogarithmic = options.Logarithmic.Contains(name)
            || !options.Linear.Contains(name) && low >= 0 && start > 0 && high >= TwoDecades * low && (low > 0 || double.IsInfinity(high));
        if (options.Logarithmic.Contains(name) && (low < 0 || start <= 0))
            faults.Add(FormattableString.Invariant($"--log {name}: a logarithmic parameter must be positive; its bounds are {low} to {high}{unit} (see --bounds)"));
        return faults.Count == 0 ? new(parameter, start, low, high, isLogarithmic) : null;
    }
}
