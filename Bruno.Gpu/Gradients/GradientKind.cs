namespace Bruno.Gpu.Gradients;

/// <summary>The gradient methods.</summary>
public enum GradientKind
{
    /// <summary><see cref="BrunoGradient"/>.</summary>
    Bruno,

    /// <summary><see cref="BrunoGradient"/> without the clip mask.</summary>
    Pass,

    /// <summary><see cref="ExactGradient"/>, sensitivities stepped implicitly.</summary>
    Exact,

    /// <summary><see cref="ExactGradient"/>, the literal derivative of the explicit loop.</summary>
    ExactLiteral,

    /// <summary><see cref="BpttGradient"/>.</summary>
    Bptt,

    /// <summary><see cref="FullBpttGradient"/>.</summary>
    BpttFull,

    /// <summary><see cref="CheckpointedGradient"/>.</summary>
    Checkpointed,

    /// <summary><see cref="TruncatedGradient"/>.</summary>
    Truncated,

    /// <summary><see cref="SlttGradient"/> at all steps.</summary>
    Sltt,

    /// <summary><see cref="SlttGradient"/> at some steps.</summary>
    SlttK,

    /// <summary><see cref="CoarseGradient"/>.</summary>
    Coarse,

    /// <summary><see cref="EpropGradient"/>.</summary>
    Eprop,
}
