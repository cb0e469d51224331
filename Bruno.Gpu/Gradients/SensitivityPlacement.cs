namespace Bruno.Gpu.Gradients;

/// <summary>When the exact method computes its sensitivities.</summary>
public enum SensitivityPlacement
{
    /// <summary>In the backward pass, each outer step again from its stored state: no memory.</summary>
    Recomputed,

    /// <summary>Beside the forward pass, and stored: 24 bytes a neuron and outer step in float32, less time.</summary>
    Stored,
}
