using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Expressions;

/// <summary>A condition that holds where another does not.</summary>
/// <param name="Place">Where the word stands.</param>
/// <param name="Operand">The other.</param>
internal sealed record Not(SourcePlace Place, Expression Operand) : Expression(Place)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Parts => [Operand];
}
