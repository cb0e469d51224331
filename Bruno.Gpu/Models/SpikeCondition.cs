using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Models;

/// <summary>When a device fires: where a variable or a quantity is beyond a level at the end of an outer step.</summary>
/// <param name="Observed">The name of the variable or quantity.</param>
/// <param name="Level">The level, an expression of parameters.</param>
/// <param name="FromBelow">Whether it fires above the level, and not below.</param>
/// <param name="AtLevel">Whether it fires on the level itself, as written (<c>&gt;=</c>, <c>&lt;=</c>).</param>
/// <param name="AtLevelWhere">An expression of parameters that decides so instead, where it is not 0; none where none is given.</param>
/// <param name="Tree">The condition as written.</param>
internal sealed record SpikeCondition(
    string Observed, ModelExpression Level, bool FromBelow, bool AtLevel, ModelExpression? AtLevelWhere, Relation Tree);
