using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Expressions;

/// <summary>A condition: two numbers compared. None holds where one of them is not a number, but <c>!=</c>.</summary>
/// <param name="Place">Where the operator stands.</param>
/// <param name="Operator">How they are compared.</param>
/// <param name="Left">The number on the left.</param>
/// <param name="Right">The number on the right.</param>
internal sealed record Relation(SourcePlace Place, RelationOperator Operator, Expression Left, Expression Right) : Expression(Place)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Parts => [Left, Right];
}
