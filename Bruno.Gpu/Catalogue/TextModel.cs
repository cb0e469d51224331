using System.Globalization;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Models.Checks;
using Bruno.Gpu.Models.Compilation;
using Bruno.Gpu.Models;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Catalogue;

/// <summary>A model that is written as text, as the host sees any: its devices are compiled when they are first needed.</summary>
/// <param name="name">The name that users give: of a model of the library, or a path.</param>
/// <param name="model">The model.</param>
internal sealed class TextModel(string name, Model model) : IDeviceModel
{
    private readonly Dictionary<string, ModelParameter> parameters = model.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);

    private readonly Lock gate = new();

    private (ConstantsCache Constants, ICompiledModel Devices)? compiled;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => model.Description;

    /// <summary>The model itself.</summary>
    public Model Text => model;

    /// <inheritdoc/>
    public bool EulerNeedsDouble => model.EulerNeedsDouble;

    /// <inheritdoc/>
    public IReadOnlyList<DeviceParameter> Parameters { get; } = [.. model.Parameters.Select(parameter => new DeviceParameter(
        parameter.Name, parameter.Value, parameter.Unit, parameter.Meaning, parameter.Source, parameter.Signed || parameter.Low is not null, parameter.Varies,
        parameter.IsSwitch)
    {
        Low = parameter.Low, High = double.IsFinite(parameter.High) ? parameter.High : null,
    })];

    /// <inheritdoc/>
    public IReadOnlyList<ShownQuantity> Variables { get; } = [.. model.Variables.Select(
        variable => new ShownQuantity(variable.Name, variable.Name, variable.Unit, ScaleOf(variable.Scale, variable.Scale.Dimension)))];

    /// <inheritdoc/>
    public IReadOnlyList<ShownQuantity> Observables { get; } = [.. model.Observables.Select(
        quantity => new ShownQuantity(quantity.Name, quantity.Name, quantity.Unit, ScaleOf(Unit.Parse(quantity.Unit), quantity.Value.Dimension)))];

    /// <summary>What keeps a model from being simulated and trained; none where nothing does.</summary>
    public static string? FaultOf(Model model) =>
        model.Quantities.FirstOrDefault(quantity => quantity.Name == model.Spike.Observed)?.Value.Dependence == Dependence.Input
            ? $"it fires by {model.Spike.Observed}, which depends on the input; a spike is a matter of the state"
        : model.Variables.FirstOrDefault(variable => variable.Reset.Dependence == Dependence.Input) is { } variable
            ? $"the reset of {variable.Name} depends on the input; it may depend on the state before the spike alone"
        : null;

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate(IReadOnlyDictionary<string, double> overrides)
    {
        foreach ((string parameter, double value) in overrides)
        {
            if (!parameters.TryGetValue(parameter, out ModelParameter? found))
            {
                string hint = NearestName.Hint(parameter, parameters.Keys);
                yield return new(parameter, $"there is no such parameter{(hint.Length > 0 ? hint : $"; there are {string.Join(", ", parameters.Keys)}")}");
            }
            else if (found.FaultOf(value) is { } message)
            {
                yield return new(parameter, message);
            }
        }
    }

    /// <inheritdoc/>
    public double? SpikeEnergy(IReadOnlyDictionary<string, double> overrides) => new ModelInterpreter(model, overrides).SpikeEnergy;

    /// <inheritdoc/>
    public double? StaticPower(IReadOnlyDictionary<string, double> overrides) => new ModelInterpreter(model, overrides).StaticPower;

    /// <inheritdoc/>
    public string? Explain(IReadOnlyDictionary<string, double> overrides, IReadOnlyList<double> state, double input, string at) =>
        RateFaultSearch.Describe(model, overrides, [.. model.Variables.Select((variable, i) => variable.Scale.ToSi(state[i]))], input, at);

    /// <inheritdoc/>
    public TResult Use<T, TResult>(IReadOnlyList<IReadOnlyDictionary<string, double>> overrides, IDeviceUse<T, TResult> use)
        where T : unmanaged, IReal<T>
    {
        foreach (IReadOnlyDictionary<string, double> set in overrides)
            Refuse([.. Validate(set)]);
        (ConstantsCache constants, ICompiledModel devices) = Compiled();
        return devices.Use([.. overrides.Select(set => constants.Of(
            [.. model.Parameters.Select(parameter => set.TryGetValue(parameter.Name, out double given) ? given : double.NaN)]))], use);
    }

    /// <inheritdoc/>
    public TResult Use<T, TResult>(DrawnParameters drawn, IDeviceUse<T, TResult> use)
        where T : unmanaged, IReal<T>
    {
        (ConstantsCache constants, ICompiledModel devices) = Compiled();
        double[][] values = new double[drawn.Count][];
        for (int device = 0; device < values.Length; ++device)
            values[device] = constants.Of(drawn[device]);
        return devices.Use(values, use);
    }

    /// <summary>The devices as code, which is compiled when it is first needed, and the constants that they are made of.</summary>
    private (ConstantsCache Constants, ICompiledModel Devices) Compiled()
    {
        lock (gate)
        {
            if (compiled is { } known)
                return known;
            DeviceCode code = new(model);
            ICompiledModel devices = ModelCompiler.Compile(code.Text);
            return (compiled = (new(row => ConstantsOf(code.Constants, row)), devices)).Value;
        }
    }

    private double[] ConstantsOf(DeviceConstants constants, double[] row)
    {
        Dictionary<string, double> set = new(StringComparer.Ordinal);
        for (int index = 0; index < row.Length; ++index)
        {
            // Not a number where it is as by default, or follows from others.
            if (!double.IsNaN(row[index]))
                set.Add(model.Parameters[index].Name, row[index]);
        }

        Refuse([.. Validate(set)]);
        return constants.Values(set);
    }

    private void Refuse(Fault[] faults)
    {
        if (faults.Length > 0)
        {
            throw new BrunoException(ExitCode.Usage, string.Join('\n', faults.Select(
                fault => string.Create(CultureInfo.InvariantCulture, $"{name}: {fault.Key}: {fault.Message}"))));
        }
    }

    /// <summary>One unit of devices in a unit; in the SI unit where that has no name.</summary>
    private static double ScaleOf(Unit? unit, Dimension dimension) => DeviceUnits.Of(dimension) / (unit?.ToSi(1) ?? 1);
}
