namespace Bruno.Gpu.Models.Expressions;

/// <summary>
/// Evaluates expressions in 64 bits, with derivatives in as many directions as the values of names have. What <c>if</c> does not choose is not
/// evaluated. The reference for every other form in which a model is evaluated.
/// </summary>
/// <param name="values">The value of a name, SI units.</param>
/// <param name="holds">What <c>hold</c> does.</param>
/// <param name="heldDirections">How many directions, from the first, are lost by what is held: those of the state and the input.</param>
/// <param name="watch">Told of each part whose value or derivative is not finite, though those of its own parts are.</param>
internal sealed class ExpressionEvaluator(
    Func<string, Jet> values, HoldChoice holds = HoldChoice.None, int heldDirections = 0, Action<Expression, Jet>? watch = null)
{
    /// <summary>The value of an expression, SI units.</summary>
    /// <exception cref="InvalidOperationException">It is a condition.</exception>
    public Jet Evaluate(Expression expression)
    {
        switch (expression)
        {
            case NumberLiteral number:
                return new(number.Value);
            case Name name:
                return values(name.Identifier);
            case Negation negation:
                Jet operand = Evaluate(negation.Operand);
                return Jet.Chain(-operand.Value, -1, operand);
            case Conditional conditional:
                return Evaluate(Holds(conditional.Condition) ? conditional.Then : conditional.Otherwise);
            case Arithmetic arithmetic:
                Jet left = Evaluate(arithmetic.Left), right = Evaluate(arithmetic.Right);
                return Watched(expression, Combine(arithmetic.Operator, left, right), left, right);
            case Call { Function: Function.Min or Function.Max } choice:
                Jet first = Evaluate(choice.Arguments[0]), second = Evaluate(choice.Arguments[1]);
                return Choose(choice.Function == Function.Max, first, second);
            case Call call:
                Jet argument = Evaluate(call.Arguments[0]);
                return Watched(expression, Apply(call.Function, argument), argument, default);
            default:
                throw new InvalidOperationException($"A condition, at {expression.Place}, has no value.");
        }
    }

    /// <summary>Whether a condition holds.</summary>
    /// <exception cref="InvalidOperationException">It is a number.</exception>
    public bool Holds(Expression condition) => condition switch
    {
        Not not => !Holds(not.Operand),
        Connective { IsAnd: true } both => Holds(both.Left) && Holds(both.Right),
        Connective either => Holds(either.Left) || Holds(either.Right),
        Relation comparison => Compare(comparison.Operator, Evaluate(comparison.Left).Value, Evaluate(comparison.Right).Value),
        _ => throw new InvalidOperationException($"A number, at {condition.Place}, does not hold."),
    };

    private static bool Compare(RelationOperator comparison, double left, double right) => comparison switch
    {
        RelationOperator.Less => left < right,
        RelationOperator.AtMost => left <= right,
        RelationOperator.Greater => left > right,
        RelationOperator.AtLeast => left >= right,
        RelationOperator.Equal => left == right,
        _ => left != right,
    };

    private static Jet Combine(ArithmeticOperator operation, Jet left, Jet right) => operation switch
    {
        ArithmeticOperator.Add => Jet.Chain(left.Value + right.Value, 1, left, 1, right),
        ArithmeticOperator.Subtract => Jet.Chain(left.Value - right.Value, 1, left, -1, right),
        ArithmeticOperator.Multiply => Jet.Chain(left.Value * right.Value, right.Value, left, left.Value, right),
        ArithmeticOperator.Divide => Jet.Chain(left.Value / right.Value, 1 / right.Value, left, -left.Value / right.Value / right.Value, right),
        _ => Power(left, right),
    };

    /// <summary>
    /// x^y. At x = 0: 0, 1 or infinite for y above, at or below 0; the derivative by x is 0 for y = 0 and y above 1, 1 for y = 1, infinite for
    /// others; by y it is 0 for y above 0. A negative x has a power, and a derivative by x, only for whole y.
    /// </summary>
    private static Jet Power(Jet x, Jet y)
    {
        double value = Math.Pow(x.Value, y.Value);
        double byBase = y.Value == 0 ? 0 : y.Value * Math.Pow(x.Value, y.Value - 1);
        double byExponent = x.Value == 0 && y.Value > 0 ? 0 : value * Math.Log(x.Value);
        return Jet.Chain(value, byBase, x, byExponent, y);
    }

    private static Jet Choose(bool larger, Jet left, Jet right)
    {
        double value = larger ? Math.Max(left.Value, right.Value) : Math.Min(left.Value, right.Value);
        // Chosen, not multiplied: what is not chosen has no part in the derivative, be it infinite.
        return double.IsNaN(value) ? Jet.Chain(value, value, left, value, right)
            : left.Value == right.Value ? Jet.Chain(value, 0.5, left, 0.5, right)
            : left.Value == value ? left : right;
    }

    private Jet Apply(Function function, Jet argument)
    {
        if (function == Function.Sign)
            return new(FunctionTable.Value(function, argument.Value));
        bool isHeld = function == Function.Hold && holds == HoldChoice.All || function == Function.HoldSlow && holds != HoldChoice.None;
        return isHeld
            ? argument.Held(heldDirections)
            : Jet.Chain(FunctionTable.Value(function, argument.Value), FunctionTable.Slope(function, argument.Value), argument);
    }

    private Jet Watched(Expression expression, Jet result, Jet left, Jet right)
    {
        if (watch is not null && !result.IsFinite && left.IsFinite && right.IsFinite)
            watch(expression, result);
        return result;
    }
}
