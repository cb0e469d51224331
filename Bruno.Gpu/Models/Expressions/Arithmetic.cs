using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Expressions;

/// <summary>Two numbers and an operator between them.</summary>
/// <param name="Place">Where the operator stands.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Left">The number on its left.</param>
/// <param name="Right">The number on its right.</param>
internal sealed record Arithmetic(SourcePlace Place, ArithmeticOperator Operator, Expression Left, Expression Right) : Expression(Place)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Parts => [Left, Right];

    /// <summary>The operator as it is written.</summary>
    public string Symbol => Operator switch
    {
        ArithmeticOperator.Add => "+",
        ArithmeticOperator.Subtract => "-",
        ArithmeticOperator.Multiply => "*",
        ArithmeticOperator.Divide => "/",
        _ => "^",
    };
}
