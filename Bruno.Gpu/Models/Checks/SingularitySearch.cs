using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Checks;

/// <summary>
/// Looks for states in which a part of the equations has no finite value or derivative: a power of a magnitude at 0, a logarithm of nothing. In a
/// network such a derivative would become a gradient that is not a number.
/// </summary>
internal static class SingularitySearch
{
    private const int PointsInside = 256;

    /// <summary>The singular parts of rates and observables, each once, in the order in which they were met.</summary>
    public static IReadOnlyList<SingularPoint> Find(Model model)
    {
        Dictionary<(SourcePlace Place, bool IsValue), SingularPoint> found = [];
        StatePoint? current = null;
        ModelInterpreter interpreter = new(model, watch: Note);
        StateBox box = new(new ModelEquations(model, interpreter));
        string[] observed = [.. model.Observables.Select(quantity => quantity.Name).Append(model.Spike.Observed).Distinct()];
        foreach (StatePoint point in box.Typical().Concat(box.Inside(PointsInside)).Concat(box.Corners()))
        {
            current = point;
            interpreter.Rates(point.State, point.Input);
            foreach (string name in observed)
                interpreter.Observe(name, point.State, point.Input);
        }

        return [.. found.Values];

        void Note(Expression expression, Jet result)
        {
            if (current is null)
                return;
            bool isValue = !double.IsFinite(result.Value);
            double worst = isValue ? result.Value : result.Slopes!.OfType<double>().First(slope => !double.IsFinite(slope));
            found.TryAdd((expression.Place, isValue), new(expression.Place, isValue, worst, current));
        }
    }
}
