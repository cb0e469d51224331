using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models.Expressions;

/// <summary>The text of an expression in a model's file.</summary>
/// <param name="Path">The key that it belongs to.</param>
/// <param name="Text">The text.</param>
/// <param name="PlaceOf">Where a letter of it stands, by its number.</param>
internal sealed record ExpressionText(string Path, string Text, Func<int, SourcePlace> PlaceOf);
