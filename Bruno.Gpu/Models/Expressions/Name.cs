using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Expressions;

/// <summary>The name of a constant, a parameter, a variable, the input or a quantity.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Identifier">The name: letters, digits and underscores.</param>
internal sealed record Name(SourcePlace Place, string Identifier) : Expression(Place)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Parts => [];
}
