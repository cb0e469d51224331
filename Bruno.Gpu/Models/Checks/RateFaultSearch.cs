using System.Globalization;
using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Checks;

/// <summary>Finds the part of a model's equations that has no finite value, or no finite derivative, in one state.</summary>
internal static class RateFaultSearch
{
    /// <summary>Where it stands, what it is and the state, with its line of the text; none where everything is finite.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parameters">Parameters that differ from the defaults, in their units.</param>
    /// <param name="state">The variables, SI units.</param>
    /// <param name="input">The input, SI units.</param>
    /// <param name="at">The state in words, as the end of a sentence.</param>
    public static string? Describe(Model model, IReadOnlyDictionary<string, double> parameters, IReadOnlyList<double> state, double input, string at)
    {
        (SourcePlace Place, double Value, bool IsValue)? found = null;
        ModelInterpreter interpreter = new(model, parameters, watch: (expression, result) => found ??= (
            expression.Place, double.IsFinite(result.Value) ? result.Slopes!.OfType<double>().First(slope => !double.IsFinite(slope)) : result.Value, !double.IsFinite(result.Value)));
        Jet[] rates = interpreter.Rates(state, input);
        // A value first: derivatives of it are none either.
        int lost = Array.FindIndex(rates, rate => !double.IsFinite(rate.Value)) is >= 0 and int value ? value : Array.FindIndex(rates, rate => !rate.IsFinite);
        if (lost < 0)
            return null;
        string what = !double.IsFinite(rates[lost].Value) ? $"the rate of {model.Variables[lost].Name} is {Word(rates[lost].Value)}" : $"the rate of {model.Variables[lost].Name} has no finite derivative";
        string beyond = input < model.Input.Low || input > model.Input.High
            ? string.Create(CultureInfo.InvariantCulture, $" That current is beyond what the model is meant for, {model.Input.Scale.FromSi(model.Input.Low):G4} to {model.Input.Scale.FromSi(model.Input.High):G4} {model.Input.Unit}.")
            : "";
        SourcePlace place = found?.Place ?? model.Variables[lost].Place;
        string part = found is { } first ? $", where {(first.IsValue ? "the value" : "a derivative")} of this part is {Word(first.Value)}" : "";
        return $"{model.Source.Name}:{place}: {what} {at}{part}.{beyond}\n{model.Source.Show(place)}";
    }

    private static string Word(double value) => double.IsNaN(value) ? "not a number" : value > 0 ? "infinite" : "minus infinite";
}
