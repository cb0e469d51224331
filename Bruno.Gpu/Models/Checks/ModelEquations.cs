using Bruno.Gpu.Devices;
using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.Checks;

/// <summary>The equations of a text, in SI units, as the interpreter evaluates them.</summary>
/// <param name="model">The model.</param>
/// <param name="interpreter">It evaluates the equations.</param>
internal sealed class ModelEquations(Model model, ModelInterpreter interpreter) : IDeviceEquations
{
    /// <summary>With the default parameters.</summary>
    public ModelEquations(Model model)
        : this(model, new ModelInterpreter(model))
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<ShownQuantity> Variables { get; } =
        [.. model.Variables.Select(variable => new ShownQuantity(variable.Name, variable.Name, variable.Unit, ScaleOf(variable.Scale)))];

    /// <inheritdoc/>
    public ShownQuantity Input { get; } = new(model.Input.Name, model.Input.Name, model.Input.Unit, ScaleOf(model.Input.Scale));

    /// <inheritdoc/>
    public (double Low, double High) InputRange => (model.Input.Low, model.Input.High);

    /// <inheritdoc/>
    public double[] Initial => interpreter.Initial;

    /// <inheritdoc/>
    public double[] Lower => interpreter.Lower;

    /// <inheritdoc/>
    public double[] Upper => interpreter.Upper;

    /// <inheritdoc/>
    public double[] Rates(IReadOnlyList<double> state, double input) => interpreter.RateValues(state, input);

    /// <inheritdoc/>
    public double[,] Jacobian(IReadOnlyList<double> state, double input)
    {
        Jet[] rates = interpreter.Rates(state, input);
        double[,] jacobian = new double[rates.Length, rates.Length + 1];
        for (int of = 0; of < rates.Length; ++of)
        {
            for (int by = 0; by <= rates.Length; ++by)
                jacobian[of, by] = rates[of].Slope(by);
        }

        return jacobian;
    }

    /// <inheritdoc/>
    public double[] Reset(IReadOnlyList<double> state) => interpreter.Reset(state);

    /// <inheritdoc/>
    public bool Fires(IReadOnlyList<double> state, double input) => interpreter.Fires(state, input);

    private static double ScaleOf(Unit unit) => 1 / unit.ToSi(1);
}
