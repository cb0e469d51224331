namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary><c>condition ? then : otherwise</c>.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Condition">The condition.</param>
/// <param name="Then">The value where it holds.</param>
/// <param name="Otherwise">The value where it does not.</param>
internal sealed record ChoiceSyntax(VerilogPlace Place, ExpressionSyntax Condition, ExpressionSyntax Then, ExpressionSyntax Otherwise) : ExpressionSyntax(Place);
