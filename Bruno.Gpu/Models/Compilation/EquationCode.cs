using System.Globalization;
using System.Text;
using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Models.Compilation;

/// <summary>
/// Turns equations of a model into the statements of a method, over any scalar: each part that depends on the state is one statement, made
/// once, without a branch. Of a model's text nothing gets into the code but the shape of its equations; names are made here.
/// </summary>
/// <param name="model">The model, its numbers in <see cref="DeviceUnits"/>.</param>
/// <param name="constants">Takes what depends on parameters alone.</param>
/// <param name="methods">Takes the methods of quantities.</param>
internal sealed class EquationCode(Model model, DeviceConstants constants, QuantityMethods methods)
{
    private const int LargestUnrolledPower = 16;

    private readonly Dictionary<string, Operand> named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Operand> made = new(StringComparer.Ordinal);
    private readonly StringBuilder statements = new();
    private readonly SignAnalysis signs = new(model);

    /// <summary>The statements so far.</summary>
    public string Statements => statements.ToString();

    /// <summary>Says which argument holds a variable, the input or a quantity.</summary>
    public void Bind(string name, Operand operand) => named.Add(name, operand);

    /// <summary>The number that an expression is.</summary>
    public Operand Of(Expression tree)
    {
        if (constants.Covers(tree))
            return constants.Of(tree);
        return tree switch
        {
            Name name => Named(name.Identifier),
            Negation negation => Negative(Of(negation.Operand)),
            Arithmetic { Operator: ArithmeticOperator.Power } power => Power(power),
            Arithmetic arithmetic => Combine(arithmetic),
            Call call => Apply(call),
            Conditional conditional => Choose(conditional.Condition, Of(conditional.Then), Of(conditional.Otherwise)),
            _ => throw new InvalidOperationException($"A condition, at {tree.Place}, has no value."),
        };
    }

    private Operand Named(string name)
    {
        if (!named.TryGetValue(name, out Operand operand))
            named.Add(name, operand = Call(methods.Of(name, argument => Named(argument).IsReal)));
        return operand;
    }

    private Operand Call(QuantityMethod method) =>
        Make($"{method.Name}<TScalar>({string.Join(", ", method.Arguments.Select(argument => Named(argument).Code))})", method.IsReal);

    private Operand Combine(Arithmetic arithmetic)
    {
        if (arithmetic.Operator is ArithmeticOperator.Multiply or ArithmeticOperator.Divide)
            return Combine(new ProductTerms(arithmetic, constants));
        Operand left = Of(arithmetic.Left), right = Of(arithmetic.Right);
        return arithmetic.Operator == ArithmeticOperator.Add ? Sum(left, right)
            : left.IsReal == right.IsReal ? Binary("-", left, right)
            : Sum(left, Negative(right));
    }

    /// <summary>A product of many: what is constant in it is one constant, and what it is divided by one divisor.</summary>
    private Operand Combine(ProductTerms terms)
    {
        Operand? above = terms.Above.Count > 0 ? terms.Above.Select(Of).Aggregate(Product) : null;
        Operand? below = terms.Below.Count > 0 ? terms.Below.Select(Of).Aggregate(Product) : null;
        Operand? constant = terms.Constant is { } tree ? constants.Of(tree) : null;
        if (below is not { } divisor)
            return constant is { } factor ? Product(factor, above!.Value) : above!.Value;
        if (above is not { } dividend)
            return Binary("/", constant ?? constants.Of(ProductTerms.One), divisor);
        Operand quotient = Binary("/", dividend, divisor);
        return constant is { } scale ? Product(scale, quotient) : quotient;
    }

    private Operand Sum(Operand left, Operand right) =>
        left.IsReal == right.IsReal ? Binary("+", left, right)
        : left.IsReal ? Scalar($"TScalar.Shift({right.Code}, {left.Code})")
        : Scalar($"TScalar.Shift({left.Code}, {right.Code})");

    private Operand Product(Operand left, Operand right) =>
        left.IsReal == right.IsReal ? Binary("*", left, right)
        : left.IsReal ? Scalar($"TScalar.Scale({left.Code}, {right.Code})")
        : Scalar($"TScalar.Scale({right.Code}, {left.Code})");

    private Operand Binary(string sign, Operand left, Operand right) => left.IsReal && right.IsReal
        ? Make($"{left.Code} {sign} {right.Code}", isReal: true)
        : Scalar($"{left.AsScalar} {sign} {right.AsScalar}");

    private Operand Negative(Operand operand) => Make($"-{operand.Code}", operand.IsReal);

    private Operand Power(Arithmetic power)
    {
        Expression exponent = power.Right;
        if (exponent.Names().Any() || !constants.Covers(exponent))
            return constants.Covers(exponent) ? GeneralPower(power) : VariablePower(power);
        double number = new ExpressionEvaluator(_ => default).Evaluate(exponent).Value;
        Operand value = Of(power.Left);
        if (number == 0.5)
            return Function("Sqrt", value);
        if (number != Math.Floor(number) || Math.Abs(number) > LargestUnrolledPower)
            return GeneralPower(power);
        Operand result = WholePower(value, (int)Math.Abs(number));
        return number < 0 ? Binary("/", constants.Of(ProductTerms.One), result) : result;
    }

    private Operand WholePower(Operand value, int exponent) => exponent switch
    {
        0 => constants.Of(ProductTerms.One),
        1 => value,
        _ when exponent % 2 == 0 => Square(WholePower(value, exponent / 2)),
        _ => Product(value, WholePower(value, exponent - 1)),
    };

    private Operand Square(Operand value) => Product(value, value);

    private Operand GeneralPower(Arithmetic power)
    {
        Expression tree = power.Right;
        string key = ExpressionKey.Of(tree);
        Operand value = Of(power.Left), exponent = constants.Of(tree);
        if (signs.IsPositive(power.Left))
            return Make($"{value.Type}.PowPositive({value.Code}, {exponent.Code})", value.IsReal);
        Operand atZero = constants.Add($"0^({key})", evaluator => Math.Pow(0, evaluator.Evaluate(tree).Value));
        Operand slope = constants.Add($"d0^({key})", evaluator => evaluator.Evaluate(tree).Value == 1 ? 1 : 0);
        Operand negative = constants.Add($"(-1)^({key})", evaluator => Math.Pow(-1, evaluator.Evaluate(tree).Value));
        return Make($"Elementary.Power<{value.Type}, TReal>({value.Code}, {exponent.Code}, {atZero.Code}, {slope.Code}, {negative.Code})", value.IsReal);
    }

    private Operand VariablePower(Arithmetic power)
    {
        Operand value = Of(power.Left), exponent = Of(power.Right);
        bool isReal = value.IsReal && exponent.IsReal;
        return isReal
            ? Make($"Elementary.Power<TReal, TReal>({value.Code}, {exponent.Code})", isReal: true)
            : Scalar($"Elementary.Power<TScalar, TReal>({value.AsScalar}, {exponent.AsScalar})");
    }

    private Operand Apply(Call call)
    {
        Operand first = Of(call.Arguments[0]);
        switch (call.Function)
        {
            case Expressions.Function.Min or Expressions.Function.Max:
                Operand second = Of(call.Arguments[1]);
                bool isReal = first.IsReal && second.IsReal;
                return isReal
                    ? Make($"Elementary.{call.Function}<TReal, TReal>({first.Code}, {second.Code})", isReal: true)
                    : Scalar($"Elementary.{call.Function}<TScalar, TReal>({first.AsScalar}, {second.AsScalar})");
            case Expressions.Function.Sign:
                return Make($"Elementary.Sign<TReal>({first.AsReal})", isReal: true);
            case Expressions.Function.Sinh or Expressions.Function.Cosh or Expressions.Function.Tanh or Expressions.Function.Exprel:
                return Make($"Elementary.{call.Function}<{first.Type}, TReal>({first.Code})", first.IsReal);
            case Expressions.Function.Sin or Expressions.Function.Cos or Expressions.Function.Atan:
                return Make($"Trigonometry.{call.Function}<{first.Type}, TReal>({first.Code})", first.IsReal);
            default:
                return Function(call.Function.ToString(), first);
        }
    }

    private Operand Function(string name, Operand argument) => Make($"{argument.Type}.{name}({argument.Code})", argument.IsReal);

    private Operand Choose(Expression condition, Operand then, Operand otherwise)
    {
        switch (condition)
        {
            case Not not:
                return Choose(not.Operand, otherwise, then);
            case Connective { IsAnd: true } both:
                return Choose(both.Left, Choose(both.Right, then, otherwise), otherwise);
            case Connective either:
                return Choose(either.Left, then, Choose(either.Right, then, otherwise));
        }

        Relation relation = (Relation)condition;
        Operand left = Of(relation.Left), right = Of(relation.Right);
        return relation.Operator switch
        {
            RelationOperator.Less => WhereLess(left, right, then, otherwise),
            RelationOperator.Greater => WhereLess(right, left, then, otherwise),
            RelationOperator.AtMost => WhereLess(left, right, then, WhereEqual(left, right, then, otherwise)),
            RelationOperator.AtLeast => WhereLess(right, left, then, WhereEqual(left, right, then, otherwise)),
            RelationOperator.Equal => WhereEqual(left, right, then, otherwise),
            _ => WhereEqual(left, right, otherwise, then),
        };
    }

    /// <summary>Equal is what is neither less nor more, nor not a number: the difference is then less than one.</summary>
    private Operand WhereEqual(Operand left, Operand right, Operand then, Operand otherwise)
    {
        Operand isNumber = WhereLess(Make($"{left.AsReal} - {right.AsReal}", isReal: true), constants.Of(ProductTerms.One), then, otherwise);
        return WhereLess(left, right, otherwise, WhereLess(right, left, otherwise, isNumber));
    }

    private Operand WhereLess(Operand left, Operand right, Operand then, Operand otherwise) => then.IsReal && otherwise.IsReal
        ? Make($"TReal.WhereLess({left.AsReal}, {right.AsReal}, {then.Code}, {otherwise.Code})", isReal: true)
        : Scalar($"TScalar.WhereLess({left.AsScalar}, {right.AsScalar}, {then.AsScalar}, {otherwise.AsScalar})");

    private Operand Scalar(string code) => Make(code, isReal: false);

    /// <summary>The name of a number, which is computed where it has none yet.</summary>
    private Operand Make(string code, bool isReal)
    {
        if (made.TryGetValue(code, out Operand known))
            return known;
        Operand operand = new(string.Create(CultureInfo.InvariantCulture, $"{(isReal ? 'r' : 's')}{made.Count}"), isReal);
        statements.AppendLine(CultureInfo.InvariantCulture, $"        {operand.Type} {operand.Code} = {code};");
        made.Add(code, operand);
        return operand;
    }
}
