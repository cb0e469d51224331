namespace Bruno.Gpu.RandomNumbers;

/// <summary>When variability and noise act; how coarse weights are does not depend on it.</summary>
public enum ActivePhase
{
    /// <summary>Whenever the network runs.</summary>
    Both,

    /// <summary>In training only, to make the network robust; it is evaluated as an ideal one.</summary>
    Training,

    /// <summary>In evaluation only; it is trained as an ideal one.</summary>
    Evaluation,
}
