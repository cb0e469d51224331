namespace Bruno.Gpu.Layers;

/// <summary>What a spike does to the membrane potential.</summary>
public enum ResetKind
{
    /// <summary>It goes to the reset potential, which is 0 where nothing else is said.</summary>
    Zero,

    /// <summary>The threshold, less the reset potential, is subtracted from it.</summary>
    Subtract,
}
