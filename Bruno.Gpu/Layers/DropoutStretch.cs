namespace Bruno.Gpu.Layers;

/// <summary>For how long a dropout leaves the same units out.</summary>
public enum DropoutStretch
{
    /// <summary>Drawn anew at every step.</summary>
    Step,

    /// <summary>The same units throughout a sequence.</summary>
    Sequence,
}
