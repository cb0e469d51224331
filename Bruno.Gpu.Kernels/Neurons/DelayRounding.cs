namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Which of the delays that there are becomes of a trained one.</summary>
public enum DelayRounding
{
    /// <summary>The nearest; of two that are as near, the shorter one.</summary>
    Nearest,

    /// <summary>The next shorter one.</summary>
    Down,

    /// <summary>The next longer one.</summary>
    Up,
}
