namespace Bruno.Gpu.Models.Expressions;

/// <summary>What the dimension of a function has to do with those of its arguments.</summary>
internal enum DimensionRule
{
    /// <summary>A plain number of a plain number.</summary>
    Plain,

    /// <summary>Any dimension, and the result has it; several arguments have the same.</summary>
    Same,

    /// <summary>Any dimension, and the result has its root.</summary>
    Root,

    /// <summary>Any dimension, and the result is a plain number.</summary>
    ToPlain,
}
