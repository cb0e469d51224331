namespace Bruno.Oracle;

/// <summary>Which output of its predecessor an entry of the stack reads.</summary>
public enum OracleTiming
{
    /// <summary>The output of the same step.</summary>
    Aligned,

    /// <summary>Every entry but the first: the output of the step before, zero at the first step.</summary>
    Pipelined,
}
