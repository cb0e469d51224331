using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Expressions;

/// <summary>Two conditions of which both must hold (<c>and</c>), or one (<c>or</c>).</summary>
/// <param name="Place">Where the word stands.</param>
/// <param name="IsAnd">Whether both must hold.</param>
/// <param name="Left">The condition on the left.</param>
/// <param name="Right">The condition on the right.</param>
internal sealed record Connective(SourcePlace Place, bool IsAnd, Expression Left, Expression Right) : Expression(Place)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Parts => [Left, Right];
}
