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
}
