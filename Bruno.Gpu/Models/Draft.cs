using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models;

/// <summary>An expression that has been parsed, but not checked.</summary>
/// <param name="Tree">The expression; none where it has faults, which are reported.</param>
/// <param name="Path">The key that it belongs to.</param>
/// <param name="Start">Where its text begins.</param>
internal sealed record Draft(Expression? Tree, string Path, SourcePlace Start);
