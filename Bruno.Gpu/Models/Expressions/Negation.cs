using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Expressions;

/// <summary>A sign in front, <c>-x</c>.</summary>
/// <param name="Place">Where the sign stands.</param>
/// <param name="Operand">What it is in front of.</param>
internal sealed record Negation(SourcePlace Place, Expression Operand) : Expression(Place)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Parts => [Operand];
}
