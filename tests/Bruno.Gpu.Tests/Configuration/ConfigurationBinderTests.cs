using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Configuration;

public sealed class ConfigurationBinderTests
{
    private static SampleConfiguration Bind(string toml, params string[] settings) =>
        ConfigurationBinder.Bind<SampleConfiguration>(
            [ConfigurationSource.FromText("run.toml", toml), .. settings.Select(ConfigurationSource.FromSetting)]);

    private static string[] FaultsOf(string toml, params string[] settings) =>
        [.. Assert.Throws<ConfigurationException>(() => Bind(toml, settings)).Faults.Select(fault => fault.ToString())];

    [Fact]
    public void No_sources_give_the_defaults()
    {
        SampleConfiguration bound = ConfigurationBinder.Bind<SampleConfiguration>();
        Assert.Equal(150, bound.Training.Epochs);
        Assert.Equal(2, bound.Network.Layers.Count);
    }

    [Fact]
    public void Later_layers_win_key_by_key()
    {
        SampleConfiguration bound = ConfigurationBinder.Bind<SampleConfiguration>(
            ConfigurationSource.FromText("preset", "name = 'p'\n[training]\nepochs = 3\nlearning_rate = 1\nreadout = 'maximum-potential'"),
            ConfigurationSource.FromText("file", "training.epochs = 4\ntraining.betas = [1, 0.5]"),
            ConfigurationSource.FromSetting("training.epochs=5"),
            ConfigurationSource.FromOption("--seed", "seed", 7UL));
        Assert.Equal("p", bound.Name);
        Assert.Equal(5, bound.Training.Epochs);
        Assert.Equal(1.0, bound.Training.LearningRate);
        Assert.Equal(SampleReadout.MaximumPotential, bound.Training.Readout);
        Assert.Equal([1.0, 0.5], bound.Training.Betas);
        Assert.Equal(7UL, bound.Seed);
    }

    [Fact]
    public void A_list_is_replaced_whole_and_addressed_by_index()
    {
        const string Toml = """
            [[network.layers]]
            kind = "linear"
            outputs = 8
            [[network.layers]]
            kind = "felif"
            device = { thickness = 1e-8 }
            """;
        SampleConfiguration bound = Bind(Toml, "network.layers.0.outputs=5", "network.layers[1].device.area=1", "training.betas.1=0.99");
        Assert.Equal(2, bound.Network.Layers.Count);
        Assert.Equal(5, Assert.IsType<LinearSample>(bound.Network.Layers[0]).Outputs);
        FelifSample felif = Assert.IsType<FelifSample>(bound.Network.Layers[1]);
        Assert.Equal(1.0, felif.Device["area"]);
        Assert.Equal(1e-8, felif.Device["thickness"]);
        Assert.Equal([0.9, 0.99], bound.Training.Betas);
    }

    [Fact]
    public void An_index_reaches_into_the_default_list_without_changing_it()
    {
        SampleConfiguration defaults = new();
        SampleConfiguration bound = ConfigurationBinder.BindOver(
            defaults, ConfigurationSource.FromSetting("network.layers.1.outputs=3"));
        Assert.Equal(new LinearSample { Outputs = 3 }, bound.Network.Layers[1]);
        Assert.Equal(27, defaults.Network.Layers[1].Outputs);
        Assert.Same(defaults.Network.Layers[0], bound.Network.Layers[0]);
    }

    [Fact]
    public void A_layer_that_changes_the_kind_starts_afresh()
    {
        SampleConfiguration bound = Bind(
            "[network.head]\noutputs = 9\nbias = false", "network.head.kind=felif", "network.head.substeps=10");
        Assert.Equal(1, bound.Network.Head.Outputs);
        Assert.Equal(10, Assert.IsType<FelifSample>(bound.Network.Head).Substeps);
    }

    [Fact]
    public void A_layer_that_repeats_the_kind_keeps_what_was_said()
    {
        SampleConfiguration bound = Bind("[network.head]\noutputs = 9\nbias = false", "network.head.kind=linear");
        Assert.Equal(new LinearSample { Outputs = 9, Bias = false }, bound.Network.Head);
    }

    [Theory]
    [InlineData("name=plain words", "plain words")]
    [InlineData("name=\"quoted\"", "quoted")]
    [InlineData("name=2024", "2024")]
    [InlineData("name=a=b", "a=b")]
    [InlineData("name=", "")]
    public void A_setting_that_is_not_TOML_is_a_bare_text(string setting, string expected) =>
        Assert.Equal(expected, Bind("", setting).Name);

    [Fact]
    public void None_stands_for_null()
    {
        Assert.Null(Bind("training.clip_norm = 'none'").Training.ClipNorm);
        Assert.Equal(2.0, Bind("training.clip_norm = 'none'", "training.clip_norm=2").Training.ClipNorm);
        Assert.Null(Bind("[network.encoder]\nkind = 'linear'", "network.encoder=none").Network.Encoder);
        Assert.Equal("none", Bind("note = 'none'").Note);
    }

    [Fact]
    public void A_seed_above_the_range_of_TOML_integers_is_written_as_text()
    {
        Assert.Equal(ulong.MaxValue, Bind("seed = '18446744073709551615'").Seed);
        Assert.Equal(ulong.MaxValue, Bind("", "seed=18446744073709551615").Seed);
        Assert.Contains("must not be negative, is -1", Assert.Single(FaultsOf("seed = -1")));
    }

    [Fact]
    public void All_faults_are_reported_at_once_with_line_and_path()
    {
        const string Toml = """
            nmae = "x"
            seed = "abc"
            [training]
            epochs = 1.5
            readout = "spike_cuont"
            betas = [0.9, "x"]
            [[network.layers]]
            kind = "lineer"
            [[network.layers]]
            kind = "felif"
            substep = 10
            """;
        string[] faults = FaultsOf(Toml, "training.epoch=3", "verbose=yes", "limit=99999999999999999999");
        Assert.Equal(
            [
                "run.toml:1:1: nmae: unknown key; did you mean 'name'?",
                "run.toml:2:1: seed: expected an integer, got the text 'abc'",
                "--set limit=99999999999999999999: limit: expected an integer, got the text '99999999999999999999'",
                "--set verbose=yes: verbose: expected true or false, got the text 'yes'",
                "run.toml:8:1: network.layers[0].kind: unknown kind 'lineer'; valid: linear, felif; did you mean 'linear'?",
                "run.toml:11:1: network.layers[1].substep: unknown key; did you mean 'substeps'?",
                "--set training.epoch=3: training.epoch: unknown key; did you mean 'epochs'?",
                "run.toml:4:1: training.epochs: expected an integer, got the number 1.5",
                "run.toml:5:1: training.readout: unknown value 'spike_cuont'; valid: spike_count, maximum_potential, d2d; did you mean 'spike_count'?",
                "run.toml:6:15: training.betas[1]: expected a number, got the text 'x'",
            ],
            faults);
    }

    [Fact]
    public void The_message_has_one_line_a_fault_and_the_exit_code_of_usage()
    {
        ConfigurationException exception = Assert.Throws<ConfigurationException>(() => Bind("a = 1\nb = 2"));
        Assert.Equal(ExitCode.Usage, exception.ExitCode);
        Assert.Equal(3, exception.Message.Split('\n').Length);
    }

    [Fact]
    public void Records_are_asked_for_their_own_faults_even_where_nothing_was_given()
    {
        string[] faults = FaultsOf("[[network.layers]]\nkind = 'felif'\nsubsteps = 0\n[training]\nlearning_rate = -1", "limit=x");
        Assert.Equal(
            [
                "--set limit=x: limit: expected an integer, got the text 'x'",
                "run.toml:3:1: network.layers[0].substeps: must be positive, is 0",
                "run.toml:4:2: training: the learning rate must be positive",
            ],
            faults);
        SampleConfiguration defaults = new() { Training = new TrainingSample { LearningRate = 0 } };
        Assert.StartsWith(
            "default: training: ",
            Assert.Single(Assert.Throws<ConfigurationException>(() => ConfigurationBinder.BindOver(defaults)).Faults).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_with_an_unreadable_value_is_not_asked() =>
        Assert.Single(FaultsOf("[training]\nlearning_rate = -1\nepochs = 'x'"));

    [Theory]
    [InlineData("a = ", "run.toml:1:")]
    [InlineData("name = 'x'\nname = 'y'", "run.toml:2:1: TOML syntax: ")]
    [InlineData("x = 1\n[training\nepochs = 1", "run.toml:2:")]
    public void Syntax_errors_have_line_and_column(string toml, string start) =>
        Assert.Contains(FaultsOf(toml), fault => fault.StartsWith(start, StringComparison.Ordinal));

    /// <summary>What is no TOML has an error at every other letter; a page of them is no help.</summary>
    [Fact]
    public void OfManySyntaxErrorsTheFirstAreShown()
    {
        string[] faults = [.. FaultsOf(string.Concat(Enumerable.Repeat("] + ", 1000)))];
        Assert.Equal(21, faults.Length);
        Assert.StartsWith("run.toml:1:1: TOML syntax: ", faults[0], StringComparison.Ordinal);
        Assert.Matches("TOML syntax: and [0-9]+ more from here on$", faults[^1]);
    }

    [Theory]
    [InlineData("network.layers.7.outputs=1", "network.layers[7]: there is no such element; the list has 2 elements, 0 to 1")]
    [InlineData("network.layers.x=1", "'x' is not an index")]
    [InlineData("network.layers=3", "expected an array of tables, got the integer 3")]
    [InlineData("training=3", "expected a table, got the integer 3")]
    [InlineData("training.epochs=3000000000", "out of range")]
    [InlineData("training.epochs", "expected key=value")]
    [InlineData("training..epochs=3", "'training..epochs' is not a key")]
    [InlineData("network.encoder.outputs=3", "network.encoder: needs the key 'kind'; valid: linear, felif")]
    [InlineData("name=[1, 2", null)]
    public void Wrong_settings_are_explained(string setting, string? expected)
    {
        if (expected is null)
            Assert.Equal("[1, 2", Bind("", setting).Name);
        else
            Assert.Contains(expected, Assert.Single(FaultsOf("", setting)));
    }

    [Fact]
    public void What_has_no_default_must_be_given()
    {
        ConfigurationException exception = Assert.Throws<ConfigurationException>(
            () => ConfigurationBinder.BindOver<RequiringConfiguration>(null!, ConfigurationSource.FromText("x", "")));
        Assert.Equal(["width", "layer"], exception.Faults.Select(fault => fault.Path));
    }

    [Fact]
    public void A_missing_file_is_a_fault_beside_the_others()
    {
        ConfigurationException exception = Assert.Throws<ConfigurationException>(() => ConfigurationBinder.Bind<SampleConfiguration>(
            ConfigurationSource.FromFile("no/such.toml"), ConfigurationSource.FromText("b", "x = ")));
        Assert.Equal("no/such.toml: there is no such file", exception.Faults[0].ToString());
        Assert.True(exception.Faults.Count >= 2);
    }
}
