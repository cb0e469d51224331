using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Models.Compilation;

/// <summary>What can be said of the sign of an expression whatever the state and the parameters: powers of positive numbers need no care at 0.</summary>
/// <param name="model">The model.</param>
internal sealed class SignAnalysis(Model model)
{
    private readonly Dictionary<string, ModelParameter> parameters = model.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, ModelConstant> constants = model.Constants.ToDictionary(constant => constant.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, ModelQuantity> quantities = model.Quantities.ToDictionary(quantity => quantity.Name, StringComparer.Ordinal);

    /// <summary>Whether an expression is above 0, to the precision of 32 bits as well.</summary>
    public bool IsPositive(Expression tree) => tree switch
    {
        NumberLiteral number => number.Value > 0,
        Name name when parameters.TryGetValue(name.Identifier, out ModelParameter? parameter) => parameter.Low is double low ? low > 0 : !parameter.Signed && !parameter.IsSwitch,
        Name name when constants.TryGetValue(name.Identifier, out ModelConstant? constant) => constant.Value > 0,
        Name name when quantities.TryGetValue(name.Identifier, out ModelQuantity? quantity) => IsPositive(quantity.Value.Tree),
        Arithmetic { Operator: ArithmeticOperator.Add } sum =>
            (IsPositive(sum.Left) && IsNotNegative(sum.Right)) || (IsNotNegative(sum.Left) && IsPositive(sum.Right)),
        Arithmetic { Operator: ArithmeticOperator.Multiply or ArithmeticOperator.Divide } product => IsPositive(product.Left) && IsPositive(product.Right),
        Call { Function: Function.Sqrt or Function.Hold or Function.HoldSlow } call => IsPositive(call.Arguments[0]),
        Call { Function: Function.Cosh } => true,
        Call { Function: Function.Min } call => call.Arguments.All(IsPositive),
        Call { Function: Function.Max } call => call.Arguments.Any(IsPositive),
        Conditional conditional => IsPositive(conditional.Then) && IsPositive(conditional.Otherwise),
        _ => false,
    };

    /// <summary>Whether an expression is 0 or above.</summary>
    public bool IsNotNegative(Expression tree) => IsPositive(tree) || tree switch
    {
        NumberLiteral number => number.Value == 0,
        Name name when parameters.TryGetValue(name.Identifier, out ModelParameter? parameter) => parameter.Low >= 0,
        Name name when quantities.TryGetValue(name.Identifier, out ModelQuantity? quantity) => IsNotNegative(quantity.Value.Tree),
        Arithmetic { Operator: ArithmeticOperator.Add or ArithmeticOperator.Multiply or ArithmeticOperator.Divide } both =>
            IsNotNegative(both.Left) && IsNotNegative(both.Right),
        Arithmetic { Operator: ArithmeticOperator.Power } power => IsNotNegative(power.Left),
        Call { Function: Function.Abs or Function.Exp or Function.Exprel } => true,
        Call { Function: Function.Sqrt or Function.Hold or Function.HoldSlow or Function.Sinh or Function.Tanh or Function.Expm1 } call => IsNotNegative(call.Arguments[0]),
        Call { Function: Function.Min } call => call.Arguments.All(IsNotNegative),
        Call { Function: Function.Max } call => call.Arguments.Any(IsNotNegative),
        Conditional conditional => IsNotNegative(conditional.Then) && IsNotNegative(conditional.Otherwise),
        _ => false,
    };
}
