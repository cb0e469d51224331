using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Models.Text;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models;

/// <summary>
/// Finds what an expression measures, and every place where it measures nothing: volts added to amperes, the exponential of a volt, a number
/// where a condition must be. After a fault the search goes on with what is known, so that one fault is reported once.
/// </summary>
/// <param name="symbols">The names.</param>
/// <param name="faults">Takes the faults.</param>
/// <param name="path">The key of the expression.</param>
internal sealed class DimensionCheck(SymbolTable symbols, FaultList faults, string path)
{
    private Dependence dependence = Dependence.Constants;

    /// <summary>What an expression measures and depends on; unknown where there is none.</summary>
    public (Measure Measure, Dependence Dependence) Examine(Expression? tree)
    {
        Measure measure = tree is null ? Measure.Unknown : MeasureOf(tree);
        return (measure, dependence);
    }

    private Measure MeasureOf(Expression expression) => expression switch
    {
        NumberLiteral number => number.IsZero ? Measure.Zero : Measure.Of(number.Dimension),
        Name name => Find(name),
        Negation negation => Number(negation.Operand),
        Arithmetic arithmetic => Arithmetic(arithmetic, Number(arithmetic.Left), Number(arithmetic.Right)),
        Call call => Call(call),
        Conditional conditional => Conditional(conditional),
        Relation relation => Relation(relation),
        Connective connective => Both(Condition(connective.Left), Condition(connective.Right)),
        Not not => Condition(not.Operand),
        _ => throw new InvalidOperationException($"An expression of an unknown kind, {expression.GetType().Name}."),
    };

    private Measure Find(Name name)
    {
        (Measure measure, Dependence own) = symbols.Find(name, path);
        dependence = (Dependence)Math.Max((int)dependence, (int)own);
        return measure;
    }

    private Measure Number(Expression expression)
    {
        Measure measure = MeasureOf(expression);
        return measure.IsCondition ? Refuse(expression.Place, "a number is expected here, not a condition") : measure;
    }

    private Measure Condition(Expression expression)
    {
        Measure measure = MeasureOf(expression);
        if (!measure.IsCondition && !measure.IsUnknown)
            Refuse(expression.Place, "a condition is expected here, such as V > 0, not a number");
        return Measure.Condition;
    }

    private static Measure Both(Measure left, Measure right) => left.IsCondition ? right : left;

    private Measure Arithmetic(Arithmetic arithmetic, Measure left, Measure right)
    {
        switch (arithmetic.Operator)
        {
            case ArithmeticOperator.Add or ArithmeticOperator.Subtract:
                return Alike(arithmetic.Place, left, right, arithmetic.Operator == ArithmeticOperator.Add ? "adds" : "subtracts", $"'{arithmetic.Symbol}'");
            case ArithmeticOperator.Divide when right.IsZero:
                return Refuse(arithmetic.Place, "division by 0");
            case ArithmeticOperator.Power:
                return Power(arithmetic, left, right);
            default:
                if (left.IsUnknown || right.IsUnknown)
                    return Measure.Unknown;
                return left.IsZero || right.IsZero ? Measure.Zero
                    : Measure.Of(arithmetic.Operator == ArithmeticOperator.Multiply ? left.Dimension * right.Dimension : left.Dimension / right.Dimension);
        }
    }

    private Measure Power(Arithmetic power, Measure left, Measure right)
    {
        if (!right.Fits(Dimension.None))
            return Refuse(power.Right.Place, $"an exponent must be a plain number, is {right}");
        if (left.IsUnknown || left.Fits(Dimension.None))
            return left.IsUnknown ? left : Measure.Plain;
        return symbols.ConstantValue(power.Right) is double exponent
            ? Measure.Of(left.Dimension.ToPower(exponent))
            : Refuse(power.Place, $"the base is in {left}: then the exponent must be a number, so that the unit of the power is known; divide the base by a quantity of its own unit");
    }

    private Measure Call(Call call)
    {
        FunctionRule rule = FunctionTable.Of(call.Function);
        Measure[] arguments = [.. call.Arguments.Select(Number)];
        switch (rule.Dimension)
        {
            case DimensionRule.Plain:
                if (!arguments[0].Fits(Dimension.None))
                    return Refuse(call.Place, $"{rule.Name} needs a plain number, not {arguments[0]}; divide by a quantity of the same unit");
                return Measure.Plain;
            case DimensionRule.Root:
                return arguments[0].IsNumber ? Measure.Of(arguments[0].Dimension.ToPower(0.5)) : arguments[0];
            case DimensionRule.ToPlain:
                return Measure.Plain;
            default:
                return arguments.Length == 1 ? arguments[0] : Alike(call.Place, arguments[0], arguments[1], "compares", rule.Name);
        }
    }

    private Measure Conditional(Conditional conditional)
    {
        Condition(conditional.Condition);
        return Alike(conditional.Place, Number(conditional.Then), Number(conditional.Otherwise), "chooses between", "if");
    }

    private Measure Relation(Relation relation)
    {
        Alike(relation.Place, Number(relation.Left), Number(relation.Right), "compares", "this");
        return Measure.Condition;
    }

    private Measure Alike(SourcePlace place, Measure left, Measure right, string does, string what)
    {
        if (left.IsUnknown || right.IsUnknown)
            return left.IsUnknown ? right : left;
        if (left.IsZero || right.IsZero)
            return left.IsZero ? right : left;
        return left == right ? left : Refuse(place, $"{what} {does} {left} and {right}");
    }

    private Measure Refuse(SourcePlace place, string message)
    {
        faults.Add(place, path, message);
        return Measure.Unknown;
    }
}
