using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Gradients;

/// <summary>Which gradient method a network uses.</summary>
public sealed record GradientConfiguration : IValidated
{
    /// <summary>The method; "pass" is BRUNO without its clip mask.</summary>
    public GradientKind Method { get; init; } = GradientKind.Bruno;

    /// <summary>For "truncated", "sltt", "sltt_k" and "eprop": what the derivative of an outer step is.</summary>
    public LinearisationKind Linearisation { get; init; } = LinearisationKind.Bruno;

    /// <summary>
    /// For "truncated" the outer steps of a stretch of time: adjoints go back to the beginning of their stretch, on average half of it. For
    /// "sltt_k" the number of steps chosen.
    /// </summary>
    [Number(From = 1, Unit = "outer steps")]
    public int Steps { get; init; } = 10;

    /// <summary>For "checkpointed": where states are kept.</summary>
    public CheckpointPlacement Checkpoints { get; init; } = CheckpointPlacement.OuterStep;

    /// <summary>For the exact methods: when sensitivities are computed.</summary>
    public SensitivityPlacement Sensitivities { get; init; } = SensitivityPlacement.Recomputed;

    /// <summary>
    /// Whether the derivative of what a model marks (FeLIF's switching rate) is kept. Not given, the method's own choice:
    /// BRUNO holds it constant, the exact methods keep it. The derivative by a device parameter that is trained is always kept: it enters
    /// no recursion.
    /// </summary>
    public bool? KeepRate { get; init; }

    /// <summary>A method that a program brings, in place of those by name; no file can say it.</summary>
    internal IGradientMethod? Own { get; init; }

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (KeepRate is not null && Method is (GradientKind.Bptt or GradientKind.BpttFull or GradientKind.Checkpointed or GradientKind.Coarse))
            yield return new("keep_rate", $"has no effect on \"{Create().Name}\"; leave it out, or use \"exact_literal\"");
    }

    /// <summary>The method.</summary>
    public IGradientMethod Create() => Own ?? Method switch
    {
        GradientKind.Pass => Linearise(LinearisationKind.Pass),
        GradientKind.Exact => Linearise(LinearisationKind.Exact),
        GradientKind.ExactLiteral => Linearise(LinearisationKind.ExactLiteral),
        GradientKind.Bptt => new BpttGradient(),
        GradientKind.BpttFull => new FullBpttGradient(),
        GradientKind.Checkpointed => new CheckpointedGradient { Placement = Checkpoints },
        GradientKind.Truncated => new TruncatedGradient(Linearise(Linearisation), Steps),
        GradientKind.Sltt => new SlttGradient(Linearise(Linearisation)),
        GradientKind.SlttK => new SlttGradient(Linearise(Linearisation), Steps),
        GradientKind.Eprop => new EpropGradient(Linearise(Linearisation)),
        GradientKind.Coarse => new CoarseGradient(),
        _ => Linearise(LinearisationKind.Bruno),
    };

    private IGradientMethod Linearise(LinearisationKind kind) => kind switch
    {
        LinearisationKind.Exact or LinearisationKind.ExactLiteral => new ExactGradient
        {
            Literal = kind == LinearisationKind.ExactLiteral,
            HoldRate = KeepRate == false,
            Stored = Sensitivities == SensitivityPlacement.Stored,
        },
        _ => new BrunoGradient { PassClip = kind == LinearisationKind.Pass, KeepRate = KeepRate == true },
    };
}
