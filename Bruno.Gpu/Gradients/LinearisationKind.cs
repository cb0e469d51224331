namespace Bruno.Gpu.Gradients;

/// <summary>What an outer step's derivative is, for methods that differ in their ways through time only.</summary>
public enum LinearisationKind
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
