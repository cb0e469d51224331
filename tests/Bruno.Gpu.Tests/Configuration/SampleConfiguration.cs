using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Tests.Configuration;

public enum SampleReadout
{
    SpikeCount,
    MaximumPotential,
    [ConfigurationKey("d2d")]
    D2D,
}

[Variant("linear", typeof(LinearSample))]
[Variant("felif", typeof(FelifSample))]
public abstract record LayerSample
{
    public int Outputs { get; init; } = 1;
}

public sealed record LinearSample : LayerSample
{
    public bool Bias { get; init; } = true;
}

public sealed record FelifSample : LayerSample, IValidated
{
    public int Substeps { get; init; } = 1000;

    public double? ThresholdVolts { get; init; }

    public IReadOnlyDictionary<string, double> Device { get; init; } = new Dictionary<string, double> { ["area"] = 25e-12 };

    public IEnumerable<Fault> Validate()
    {
        if (Substeps < 1)
            yield return new Fault("substeps", $"must be positive, is {Substeps}");
    }
}

public sealed record NetworkSample
{
    public IReadOnlyList<LayerSample> Layers { get; init; } = [new FelifSample(), new LinearSample { Outputs = 27 }];

    public LayerSample? Encoder { get; init; }

    public LayerSample Head { get; init; } = new LinearSample();
}

public sealed record TrainingSample : IValidated
{
    public int Epochs { get; init; } = 150;

    public double LearningRate { get; init; } = 0.005;

    public double? ClipNorm { get; init; } = 1.0;

    public SampleReadout Readout { get; init; }

    public double[] Betas { get; init; } = [0.9, 0.995];

    public int[] Milestones { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = ["a"];

    public SampleReadout[] Also { get; init; } = [];

    public IEnumerable<Fault> Validate()
    {
        if (LearningRate <= 0)
            yield return new("", "the learning rate must be positive");
    }
}

public sealed record SampleConfiguration
{
    public string Name { get; init; } = "sample";

    public ulong Seed { get; init; }

    public long Limit { get; init; } = -1;

    public bool Verbose { get; init; }

    public string? Note { get; init; }

    public NetworkSample Network { get; init; } = new();

    public TrainingSample Training { get; init; } = new();
}

public sealed record RequiringConfiguration
{
    public required int Width { get; init; }

    public LayerSample Layer { get; init; } = null!;
}
