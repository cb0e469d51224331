using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Checks;

/// <summary>A part of an equation whose value or derivative is not finite in some state.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="IsValue">Whether its value is not finite; else a derivative.</param>
/// <param name="Found">The value or derivative: infinite, or not a number.</param>
/// <param name="Point">The first state in which it was met, the start and the reset before any other.</param>
internal sealed record SingularPoint(SourcePlace Place, bool IsValue, double Found, StatePoint Point);
