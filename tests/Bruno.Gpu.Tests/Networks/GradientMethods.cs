using Bruno.Gpu.Gradients;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>Every gradient method that cuts time, by a name for theories.</summary>
internal static class GradientMethods
{
    private static readonly Dictionary<string, IGradientMethod> All = new()
    {
        ["bruno"] = new BrunoGradient { OnBound = 0.5 },
        ["pass"] = new BrunoGradient { PassClip = true },
        ["exact"] = new ExactGradient(),
        ["exact-literal"] = new ExactGradient { Literal = true },
        ["bptt"] = new BpttGradient(),
        ["checkpointed outer"] = new CheckpointedGradient(),
        ["checkpointed sqrt"] = new CheckpointedGradient { Placement = CheckpointPlacement.Sqrt },
        ["truncated 3"] = new TruncatedGradient(new BrunoGradient(), 3),
        ["truncated 4 exact"] = new TruncatedGradient(new ExactGradient(), 4),
        ["truncated 5 bptt"] = new TruncatedGradient(new BpttGradient(), 5),
        ["sltt"] = new SlttGradient(new BrunoGradient()),
        ["sltt exact"] = new SlttGradient(new ExactGradient()),
        ["sltt-k 2"] = new SlttGradient(new BrunoGradient { PassClip = true }, 2),
        ["sltt-k 5"] = new SlttGradient(new ExactGradient(), 5),
        ["coarse"] = new CoarseGradient(),
    };

    public static IEnumerable<string> Names => All.Keys;

    public static IGradientMethod Of(string name) => All[name];
}
