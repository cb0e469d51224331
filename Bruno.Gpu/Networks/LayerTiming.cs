namespace Bruno.Gpu.Networks;

/// <summary>When a layer reads its predecessor.</summary>
public enum LayerTiming
{
    /// <summary>At the same step.</summary>
    Aligned,

    /// <summary>A step late: every layer but the first sees its predecessor's output of the step before, zero at first.</summary>
    Pipelined,
}
