using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Models;

/// <summary>
/// Evaluates a model in 64 bits and SI units, with derivatives: what the model means, and the reference for its other forms. Directions of
/// derivatives are the variables, the input, then the parameters asked for. Nothing is clipped. A quantity is evaluated where it is needed.
/// </summary>
internal sealed class ModelInterpreter
{
    private readonly Model model;
    private readonly HoldChoice holds;
    private readonly Action<Expression, Jet>? watch;
    private readonly Dictionary<string, ModelQuantity> quantities;
    private readonly Dictionary<string, Jet> settled = new(StringComparer.Ordinal);

    /// <summary>Settles the constants and the parameters.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parameters">Parameters that differ from the defaults, in their units.</param>
    /// <param name="holds">What <c>hold</c> does to derivatives by the state and the input; those by parameters stay.</param>
    /// <param name="directions">The parameters by whose SI values there are derivatives, after the variables and the input.</param>
    /// <param name="watch">Told of each part of the equations whose value or derivative is not finite, though those of its own parts are.</param>
    public ModelInterpreter(
        Model model,
        IReadOnlyDictionary<string, double>? parameters = null,
        HoldChoice holds = HoldChoice.None,
        IReadOnlyList<string>? directions = null,
        Action<Expression, Jet>? watch = null)
    {
        (this.model, this.holds, this.watch) = (model, holds, watch);
        Directions = model.Variables.Count + 1 + (directions?.Count ?? 0);
        quantities = model.Quantities.ToDictionary(quantity => quantity.Name, StringComparer.Ordinal);
        foreach (ModelConstant constant in model.Constants)
            settled.Add(constant.Name, new(constant.Value));
        Dictionary<string, ModelParameter> declared = model.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        ExpressionEvaluator evaluator = null!;
        evaluator = Evaluator(Settle);
        foreach (ModelParameter parameter in model.Parameters)
            Settle(parameter.Name);
        foreach (ModelQuantity quantity in model.Quantities.Where(quantity => quantity.Value.Dependence <= Dependence.Parameters))
            settled.Add(quantity.Name, evaluator.Evaluate(quantity.Value.Tree));

        Jet Settle(string name)
        {
            if (settled.TryGetValue(name, out Jet known))
                return known;
            // A default may follow from a quantity of parameters.
            if (!declared.TryGetValue(name, out ModelParameter? parameter))
                return evaluator.Evaluate(quantities[name].Value.Tree);
            double? given = parameters is not null && parameters.TryGetValue(name, out double own) ? own : parameter.Value;
            Jet value = given is double number ? new(parameter.Scale.ToSi(number)) : evaluator.Evaluate(parameter.Default!.Tree);
            int direction = directions?.ToList().IndexOf(name) ?? -1;
            return settled[name] = direction >= 0 ? Jet.Seed(value.Value, model.Variables.Count + 1 + direction, Directions) : value;
        }
    }

    /// <summary>How many directions derivatives have.</summary>
    public int Directions { get; }

    /// <summary>Where a fresh device starts.</summary>
    public double[] Initial => [.. model.Variables.Select(variable => Value(variable.Initial))];

    /// <summary>The least state.</summary>
    public double[] Lower => [.. model.Variables.Select(variable => Value(variable.Low))];

    /// <summary>The largest state.</summary>
    public double[] Upper => [.. model.Variables.Select(variable => Value(variable.High))];

    /// <summary>The level at which it fires.</summary>
    public double Level => Value(model.Spike.Level);

    /// <summary>The energy that a spike needs at least, J; none where the model does not say.</summary>
    public double? SpikeEnergy => model.SpikeEnergy is { } energy ? Value(energy) : null;

    /// <summary>The power without spikes, W; none where the model does not say.</summary>
    public double? StaticPower => model.StaticPower is { } power ? Value(power) : null;

    /// <summary>The value of a parameter, a constant, or a quantity of these.</summary>
    public double Settled(string name) => settled[name].Value;

    /// <summary>The value of an expression of parameters.</summary>
    public double Value(ModelExpression expression) => Evaluator(name => settled[name]).Evaluate(expression.Tree).Value;

    /// <summary>What a spike makes of a state.</summary>
    public double[] Reset(IReadOnlyList<double> state)
    {
        ExpressionEvaluator evaluator = At(state, input: 0, withDerivatives: false);
        return [.. model.Variables.Select(variable => evaluator.Evaluate(variable.Reset.Tree).Value)];
    }

    /// <summary>The time derivatives of the variables, per second, without derivatives of their own.</summary>
    public double[] RateValues(IReadOnlyList<double> state, double input)
    {
        ExpressionEvaluator evaluator = At(state, input, withDerivatives: false);
        return [.. model.Variables.Select(variable => evaluator.Evaluate(variable.Rate.Tree).Value)];
    }

    /// <summary>The time derivatives of the variables, per second.</summary>
    /// <param name="state">The variables, SI units.</param>
    /// <param name="input">The input, SI units.</param>
    public Jet[] Rates(IReadOnlyList<double> state, double input)
    {
        ExpressionEvaluator evaluator = At(state, input, withDerivatives: true);
        return [.. model.Variables.Select(variable => evaluator.Evaluate(variable.Rate.Tree))];
    }

    /// <summary>A variable, the input or a quantity at a state.</summary>
    public Jet Observe(string name, IReadOnlyList<double> state, double input) =>
        At(state, input, withDerivatives: true).Evaluate(new Name(default, name));

    /// <summary>The value of a part of an equation at a state.</summary>
    public double Value(Expression part, IReadOnlyList<double> state, double input) => At(state, input, withDerivatives: false).Evaluate(part).Value;

    /// <summary>Whether a device in this state fires.</summary>
    public bool Fires(IReadOnlyList<double> state, double input)
    {
        double observed = At(state, input, withDerivatives: false).Evaluate(model.Spike.Tree.Left).Value, level = Level;
        bool atLevel = model.Spike.AtLevelWhere is { } choice ? Value(choice) != 0 : model.Spike.AtLevel;
        return atLevel && observed == level || (model.Spike.FromBelow ? observed > level : observed < level);
    }

    private ExpressionEvaluator At(IReadOnlyList<double> state, double input, bool withDerivatives)
    {
        Dictionary<string, Jet> moving = new(StringComparer.Ordinal);
        for (int index = 0; index < model.Variables.Count; ++index)
            moving.Add(model.Variables[index].Name, withDerivatives ? Jet.Seed(state[index], index, Directions) : new(state[index]));
        moving.Add(model.Input.Name, withDerivatives ? Jet.Seed(input, model.Variables.Count, Directions) : new(input));
        ExpressionEvaluator evaluator = null!;
        evaluator = Evaluator(Find);
        return evaluator;

        Jet Find(string name)
        {
            if (moving.TryGetValue(name, out Jet found))
                return found;
            return settled.TryGetValue(name, out Jet fixedValue) ? fixedValue : moving[name] = evaluator.Evaluate(quantities[name].Value.Tree);
        }
    }

    private ExpressionEvaluator Evaluator(Func<string, Jet> values) => new(values, holds, model.Variables.Count + 1, watch);
}
