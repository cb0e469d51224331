using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Expressions;

/// <summary><c>if(condition, then, otherwise)</c>. What is not chosen is not computed, and has no part in the derivative.</summary>
/// <param name="Place">Where the <c>if</c> stands.</param>
/// <param name="Condition">A condition.</param>
/// <param name="Then">The number where it holds.</param>
/// <param name="Otherwise">The number where it does not.</param>
internal sealed record Conditional(SourcePlace Place, Expression Condition, Expression Then, Expression Otherwise) : Expression(Place)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Parts => [Condition, Then, Otherwise];
}
