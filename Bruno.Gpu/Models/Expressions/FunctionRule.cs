namespace Bruno.Gpu.Models.Expressions;

/// <summary>A function of the language.</summary>
/// <param name="Function">The function.</param>
/// <param name="Name">How it is written.</param>
/// <param name="Arguments">How many arguments it takes.</param>
/// <param name="Dimension">What its dimension is.</param>
/// <param name="Meaning">What it is, with its singular points.</param>
internal sealed record FunctionRule(Function Function, string Name, int Arguments, DimensionRule Dimension, string Meaning);
