using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Expressions;

/// <summary>A function of numbers, <c>exp(x)</c>.</summary>
/// <param name="Place">Where its name stands.</param>
/// <param name="Function">The function.</param>
/// <param name="Arguments">As many arguments as it takes.</param>
internal sealed record Call(SourcePlace Place, Function Function, IReadOnlyList<Expression> Arguments) : Expression(Place)
{
    /// <inheritdoc/>
    public override IEnumerable<Expression> Parts => Arguments;
}
