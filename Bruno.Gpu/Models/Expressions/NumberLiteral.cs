using Bruno.Gpu.Models.Text;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.Expressions;

/// <summary>A number, with its unit where one is written: <c>2.5</c>, <c>10 nm</c>.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Value">The number in SI units.</param>
/// <param name="Dimension">What it measures.</param>
internal sealed record NumberLiteral(SourcePlace Place, double Value, Dimension Dimension) : Expression(Place)
{
    /// <summary>Whether it is 0 without a unit, which fits every dimension.</summary>
    public bool IsZero => Value == 0 && Dimension.IsNone;

    /// <inheritdoc/>
    public override IEnumerable<Expression> Parts => [];
}
