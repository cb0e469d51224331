using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Checks;

/// <summary>A place of a model's text where equations change from one rule to another, as it was met between two states.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="What">What is there: <c>if</c>, <c>sign</c>, <c>abs</c>, <c>min</c>, <c>max</c>.</param>
/// <param name="Variable">The variable whose rate jumps the most there; none where rates are continuous, and bend at most.</param>
/// <param name="Below">Its rate on one side, SI units.</param>
/// <param name="Above">On the other.</param>
/// <param name="Point">The state on the first side.</param>
internal sealed record Jump(SourcePlace Place, string What, string? Variable, double Below, double Above, StatePoint Point);
