using Bruno.Gpu.Configuration;
using CsCheck;

namespace Bruno.Gpu.Tests.Configuration;

public sealed class ConfigurationWriterTests
{
    private static SampleConfiguration Read(string toml) =>
        ConfigurationBinder.Bind<SampleConfiguration>(ConfigurationSource.FromText("written", toml));

    [Fact]
    public void A_resolved_tree_binds_back_to_itself()
    {
        SampleConfiguration tree = new()
        {
            Name = "quote \" backslash \\ newline \n tab \t bell \a ümlaut 日",
            Seed = ulong.MaxValue,
            Limit = long.MinValue,
            Network = new NetworkSample
            {
                Layers = [new FelifSample { ThresholdVolts = -0.0, Device = new Dictionary<string, double> { ["area"] = 1.0 / 3, ["odd key"] = double.NaN } }],
                Encoder = new LinearSample { Bias = false },
                Head = new FelifSample(),
            },
            Training = new TrainingSample
            {
                ClipNorm = null,
                Readout = SampleReadout.D2D,
                Betas = [double.Epsilon, double.MaxValue, double.NegativeInfinity],
                Tags = [],
                Also = [SampleReadout.D2D, SampleReadout.MaximumPotential],
            },
        };

        string text = ConfigurationWriter.Write(tree);
        SampleConfiguration back = Read(text);

        Assert.Equal(text, ConfigurationWriter.Write(back));
        Assert.Equal(tree.Name, back.Name);
        Assert.Equal(tree.Seed, back.Seed);
        Assert.Equal(tree.Limit, back.Limit);
        Assert.Null(back.Training.ClipNorm);
        Assert.Equal(SampleReadout.D2D, back.Training.Readout);
        Assert.Equal(tree.Training.Betas, back.Training.Betas);
        Assert.Equal(tree.Training.Also, back.Training.Also);
        Assert.Empty(back.Training.Tags);
        Assert.Equal(tree.Network.Encoder, back.Network.Encoder);
        FelifSample felif = Assert.IsType<FelifSample>(Assert.Single(back.Network.Layers));
        Assert.True(double.IsNegative(felif.ThresholdVolts!.Value));
        Assert.Equal(1.0 / 3, felif.Device["area"]);
        Assert.True(double.IsNaN(felif.Device["odd key"]));
    }

    [Fact]
    public void The_text_is_plain_TOML()
    {
        string text = ConfigurationWriter.Write(new SampleConfiguration { Network = new NetworkSample { Layers = [] } });
        Assert.Equal(
            """
            name = "sample"
            seed = 0
            limit = -1
            verbose = false
            # note is not set; it takes a text

            [network]
            layers = []

            [network.head]
            kind = "linear"
            outputs = 1
            bias = true

            [training]
            epochs = 150
            learning_rate = 0.005
            clip_norm = 1.0
            readout = "spike_count"
            betas = [0.9, 0.995]
            milestones = []
            tags = ["a"]
            also = []

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Every_double_keeps_its_bits() => Gen.Double.Sample(value =>
    {
        SampleConfiguration back = Read(ConfigurationWriter.Write(
            new SampleConfiguration { Training = new TrainingSample { Betas = [value] } }));
        return BitConverter.DoubleToInt64Bits(back.Training.Betas[0]) == BitConverter.DoubleToInt64Bits(value)
            || (double.IsNaN(value) && double.IsNaN(back.Training.Betas[0]));
    }, iter: 200);

    [Fact]
    public void What_TOML_cannot_say_is_refused()
    {
        FelifSample withoutArea = new() { Device = new Dictionary<string, double>() };
        SampleConfiguration tree = new() { Network = new NetworkSample { Head = withoutArea } };
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => ConfigurationWriter.Write(tree));
        Assert.Contains("network.head.device", exception.Message);
    }
}
