using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Models.Checks;

/// <summary>
/// Looks for states between the bounds where an <c>if</c>, <c>sign</c>, <c>abs</c>, <c>min</c> or <c>max</c> changes over, and compares the
/// rates on both sides.
/// </summary>
internal static class JumpSearch
{
    private const int Points = 128, MostCrossings = 32, Halvings = 44;

    /// <summary>Where a stretch is divided: not in its middle, which may be the edge itself, where a rule can hold that is that of neither side.</summary>
    private const double Part = 0.4871;

    /// <summary>A jump smaller than this share of a rate is rounding, and so is one smaller than the second of the largest rate met.</summary>
    private const double Share = 1e-12, ShareOfLargest = 1e-15;

    /// <summary>How often a stretch has been divided when rates are compared a first time: what is no jump shrinks from there on.</summary>
    private const int FirstLook = 30;

    /// <summary>The places that were met, in the order of the text, each with its largest jump.</summary>
    public static IReadOnlyList<Jump> Find(Model model)
    {
        ModelInterpreter interpreter = new(model);
        ModelEquations equations = new(model, interpreter);
        StateBox box = new(equations);
        StatePoint[] inside = [.. box.Inside(Points)];
        // Along each variable from where every device comes by, where other rates are small, then all over.
        (StatePoint From, StatePoint To)[] stretches = [.. box.Along(), .. inside.Zip(inside.Skip(1))];
        double[][] rates = [.. inside.Select(point => interpreter.RateValues(point.State, point.Input))];
        double[] largest = [.. model.Variables.Select((_, variable) => rates.Select(rate => Math.Abs(rate[variable])).Where(double.IsFinite).DefaultIfEmpty(0).Max())];
        return [.. Switches(model).DistinctBy(found => (found.Tree.Place, found.What)).Select(found => Examine(found)).OfType<Jump>().OrderBy(jump => jump.Place)];

        Jump? Examine((Expression Tree, string What, Func<ModelInterpreter, StatePoint, double> Side) found)
        {
            Jump? worst = null;
            double size = -1;
            int crossings = 0;
            for (int i = 0; i < stretches.Length && crossings < MostCrossings; ++i)
            {
                (StatePoint low, StatePoint high) = stretches[i];
                double before = found.Side(interpreter, low), after = found.Side(interpreter, high);
                if (!(before * after < 0))
                    continue;
                ++crossings;
                double[] coarse = [];
                for (int halving = 0; halving < Halvings; ++halving)
                {
                    if (halving == FirstLook)
                        coarse = Jumps(low, high);
                    StatePoint middle = Between(low, high);
                    double side = found.Side(interpreter, middle);
                    if (double.IsNaN(side))
                        break;
                    (low, high) = side * before > 0 ? (middle, high) : (low, middle);
                }

                double[] below = interpreter.RateValues(low.State, low.Input), above = interpreter.RateValues(high.State, high.Input);
                for (int variable = 0; variable < below.Length; ++variable)
                {
                    double jump = Math.Abs(above[variable] - below[variable]), scale = Math.Max(Math.Abs(above[variable]), Math.Abs(below[variable]));
                    bool jumps = coarse.Length > 0 && jump > 0.5 * coarse[variable] && jump > Math.Max(Share * scale, ShareOfLargest * largest[variable]);
                    double share = jumps && largest[variable] > 0 ? jump / largest[variable] : 0;
                    if (share > size)
                    {
                        size = share;
                        worst = new(found.Tree.Place, found.What, jumps ? model.Variables[variable].Name : null, below[variable], above[variable], low);
                    }
                }
            }

            return worst;
        }

        double[] Jumps(StatePoint low, StatePoint high) => [.. interpreter.RateValues(low.State, low.Input)
            .Zip(interpreter.RateValues(high.State, high.Input), (below, above) => Math.Abs(above - below))];
    }

    /// <summary>All places where a rate may change over, with a number whose sign says on which side a state is.</summary>
    private static IEnumerable<(Expression Tree, string What, Func<ModelInterpreter, StatePoint, double> Side)> Switches(Model model)
    {
        IEnumerable<Expression> trees = model.Variables.Select(variable => variable.Rate.Tree)
            .Concat(model.Quantities.Where(quantity => quantity.Value.Dependence > Dependence.Parameters).Select(quantity => quantity.Value.Tree));
        foreach (Expression tree in trees.SelectMany(tree => tree.All()))
        {
            switch (tree)
            {
                case Relation { Operator: not (RelationOperator.Equal or RelationOperator.NotEqual) } relation:
                    yield return (tree, "if", (interpreter, point) => Difference(interpreter, relation.Left, relation.Right, point));
                    break;
                case Call { Function: Function.Sign or Function.Abs } call:
                    yield return (tree, call.Function == Function.Sign ? "sign" : "abs", (interpreter, point) => interpreter.Value(call.Arguments[0], point.State, point.Input));
                    break;
                case Call { Function: Function.Min or Function.Max } call:
                    yield return (tree, call.Function == Function.Min ? "min" : "max", (interpreter, point) => Difference(interpreter, call.Arguments[0], call.Arguments[1], point));
                    break;
            }
        }
    }

    private static double Difference(ModelInterpreter interpreter, Expression left, Expression right, StatePoint point) =>
        interpreter.Value(left, point.State, point.Input) - interpreter.Value(right, point.State, point.Input);

    private static StatePoint Between(StatePoint low, StatePoint high) =>
        new("inside", [.. low.State.Zip(high.State, (left, right) => left + Part * (right - left))], low.Input + Part * (high.Input - low.Input));
}
