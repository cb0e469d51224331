using System.Globalization;
using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.Compilation;

/// <summary>
/// The constants of devices that are made of a model: all that depends on parameters alone, computed in 64 bits, a device at a time. They
/// are found on the way through the equations, each once.
/// </summary>
internal sealed class DeviceConstants
{
    private readonly Model model;
    private readonly Dictionary<string, (double Unit, Dependence Dependence)> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<Func<ExpressionEvaluator, double>> constants = [];

    /// <summary>Begins with none.</summary>
    public DeviceConstants(Model model)
    {
        this.model = model;
        foreach (ModelConstant constant in model.Constants)
            names.Add(constant.Name, (DeviceUnits.Of(constant.Dimension), Dependence.Constants));
        foreach (ModelParameter parameter in model.Parameters)
            names.Add(parameter.Name, (DeviceUnits.Of(parameter.Scale.Dimension), Dependence.Parameters));
        foreach (ModelQuantity quantity in model.Quantities)
            names.Add(quantity.Name, (DeviceUnits.Of(quantity.Value.Dimension), quantity.Value.Dependence));
        foreach (ModelVariable variable in model.Variables)
            names.Add(variable.Name, (DeviceUnits.Of(variable.Scale.Dimension), Dependence.State));
        names.Add(model.Input.Name, (DeviceUnits.Of(model.Input.Scale.Dimension), Dependence.Input));
    }

    /// <summary>How many there are so far.</summary>
    public int Count => constants.Count;

    /// <summary>Whether a tree depends on parameters alone.</summary>
    public bool Covers(Expression tree) => tree.Names().All(name => names[name.Identifier].Dependence <= Dependence.Parameters);

    /// <summary>The constant that a tree is; a small whole number stands in the code itself.</summary>
    public Operand Of(Expression tree) => tree is NumberLiteral { Dimension.IsNone: true, Value: >= -9 and <= 9 } number && number.Value == Math.Floor(number.Value)
        ? new(string.Create(CultureInfo.InvariantCulture, $"TReal.From({number.Value:0})"), IsReal: true)
        : tree is Negation negation ? Negative(Of(negation.Operand))
        : Add(ExpressionKey.Of(tree), evaluator => evaluator.Evaluate(tree).Value);

    private static Operand Negative(Operand constant) => new(constant.Code[0] == '-' ? constant.Code[1..] : $"-{constant.Code}", IsReal: true);

    /// <summary>A constant that follows from trees.</summary>
    /// <param name="key">What tells it from others.</param>
    /// <param name="value">Its value.</param>
    public Operand Add(string key, Func<ExpressionEvaluator, double> value)
    {
        if (!places.TryGetValue(key, out int place))
        {
            places.Add(key, place = constants.Count);
            constants.Add(value);
        }

        return new(string.Create(CultureInfo.InvariantCulture, $"c{place}"), IsReal: true);
    }

    /// <summary>What makes 1 of the distance between a fresh device and where it fires; 1 where there is none.</summary>
    public Operand Distance(SpikeCondition spike) => Add("distance", evaluator =>
    {
        Dictionary<string, ModelExpression> initial = model.Variables.ToDictionary(variable => variable.Name, variable => variable.Initial);
        Expression observed = new Name(default, spike.Observed);
        ExpressionEvaluator atStart = null!;
        atStart = new(name => initial.TryGetValue(name, out ModelExpression? start) ? evaluator.Evaluate(start.Tree)
            : names[name].Dependence <= Dependence.Parameters ? evaluator.Evaluate(new Name(default, name))
            : atStart.Evaluate(model.Quantities.First(quantity => quantity.Name == name).Value.Tree));
        double distance = Math.Abs(atStart.Evaluate(observed).Value - evaluator.Evaluate(spike.Level.Tree).Value);
        return distance > 0 ? 1 / distance : 1;
    });

    /// <summary>The constants of a device, in <see cref="DeviceUnits"/>.</summary>
    /// <param name="parameters">Parameters that differ from the defaults, in their units.</param>
    public double[] Values(IReadOnlyDictionary<string, double> parameters)
    {
        ModelInterpreter interpreter = new(model, parameters);
        ExpressionEvaluator evaluator = new(name => new(interpreter.Settled(name) / names[name].Unit));
        return [.. constants.Select(constant => constant(evaluator))];
    }
}
