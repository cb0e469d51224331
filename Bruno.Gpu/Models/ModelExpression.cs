using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models;

/// <summary>An expression of a model that has been checked. Its names are all declared, and its dimension is what its place asks for.</summary>
/// <param name="Tree">The expression.</param>
/// <param name="Dimension">What it measures; its value is in the SI unit of this.</param>
/// <param name="Dependence">The latest that it depends on, by way of quantities too.</param>
internal sealed record ModelExpression(Expression Tree, Dimension Dimension, Dependence Dependence);
