namespace Bruno.Gpu.Gradients;

/// <summary>Which gradient method the devices of a network use.</summary>
public sealed record GradientConfiguration
{
    /// <summary>The method; "pass" is BRUNO without its clip mask.</summary>
    public GradientKind Method { get; init; } = GradientKind.Bruno;

    /// <summary>
    /// Whether the derivative of what a model marks (FeLIF's switching rate) is kept. Not given, the method's own choice:
    /// BRUNO holds it constant, the exact methods keep it.
    /// </summary>
    public bool? KeepRate { get; init; }

    /// <summary>The method.</summary>
    public IGradientMethod Create() => Method switch
    {
        GradientKind.Exact or GradientKind.ExactLiteral =>
            new ExactGradient { Literal = Method == GradientKind.ExactLiteral, HoldRate = KeepRate == false },
        _ => new BrunoGradient { PassClip = Method == GradientKind.Pass, KeepRate = KeepRate == true },
    };
}
