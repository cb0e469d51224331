using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Oracle;

public class NetworkOracleGoldenTests
{
    [Fact]
    public void SpikeCountNetwork_forward_matches()
    {
        GoldenNode file = GoldenFile.Load("net_01_3-5-4_aligned");
        (NetworkOracle network, OracleLoss loss) = RunSpikeCount(file, BrunoPrimary);
        FelifOracleTrajectory output = ((OracleFelifLayer)network.Layers[3]).Trajectory!;
        Near.Absolute(file["hidden_spikes"].Cube(), ((OracleLifLayer)network.Layers[1]).Trajectory!.S, 0);
        Near.Absolute(OracleGrid.Lanes(file["felif_current"].Cube()), output.Current, 1e-9);
        Near.Absolute(OracleGrid.Lanes(file["v"].Cube()), output.V, 1e-9);
        Near.Absolute(OracleGrid.Lanes(file["p"].Cube()), output.P, 1e-9);
        Near.Absolute(OracleGrid.Lanes(file["s"].Cube()), output.S, 0);
        Assert.Equal(file["loss"].Number(), loss.Value, 1e-12);
    }

    [Fact]
    public void SpikeCountNetwork_gradient_matches()
    {
        GoldenNode file = GoldenFile.Load("net_01_3-5-4_aligned");
        (NetworkOracle network, OracleLoss loss) = RunSpikeCount(file, BrunoPrimary);
        network.Backward(loss.OutputGradient);
        Near.RelativeToMaximum(Flat(file["dW1"]), network.Layers[0].Gradients["weight"], 1e-8);
        Near.RelativeToMaximum(Flat(file["dW2"]), network.Layers[2].Gradients["weight"], 1e-8);
        Near.RelativeToMaximum(file["dalpha"].Vector(), network.Layers[1].Gradients["alpha"], 1e-8);
        Near.RelativeToMaximum(file["dbeta"].Vector(), network.Layers[1].Gradients["beta"], 1e-8);
    }

    [Fact]
    public void SpikeCountNetwork_fullBptt_matches()
    {
        GoldenNode file = GoldenFile.Load("net_01_3-5-4_aligned");
        (NetworkOracle network, OracleLoss loss) = RunSpikeCount(file, (o, run, g) => o.FullBptt(run, g, keepRateDerivative: false));
        network.Backward(loss.OutputGradient);
        GoldenNode expected = file["full_bptt_stop_rate"];
        Assert.Equal(expected["loss"].Number(), loss.Value, 1e-12);
        Near.RelativeToMaximum(Flat(expected["dW1"]), network.Layers[0].Gradients["weight"], 1e-8);
        Near.RelativeToMaximum(Flat(expected["dW2"]), network.Layers[2].Gradients["weight"], 1e-8);
    }

    [Fact]
    public void NextStepNetwork_threeAdamaxSteps_match()
    {
        GoldenNode file = GoldenFile.Load("net_04_jsb_like_adamax");
        double[][] sequence = file["sequence"].Matrix();
        double[][][] input = sequence[..^1].Select(x => new[] { x }).ToArray();
        double[][][] target = sequence[1..].Select(x => new[] { x }).ToArray();
        OracleLinearLayer hidden = new(file["params"]["W"].Matrix());
        OracleFelifLayer neurons = new(new FelifOracle(GoldenFile.Felif(file["felif_parameters"])), BrunoPrimary);
        OracleLinearLayer readout = new(file["params"]["Wo"].Matrix(), file["params"]["bo"].Vector());
        NetworkOracle network = new([hidden, neurons, readout], OracleTiming.Aligned);
        (string Name, OracleLinearLayer Layer, string Key, AdamaxOracle Optimizer)[] trained =
        [
            ("W", hidden, "weight", new AdamaxOracle(5e-3)),
            ("Wo", readout, "weight", new AdamaxOracle(5e-3)),
            ("bo", readout, "bias", new AdamaxOracle(5e-3)),
        ];

        foreach (GoldenNode step in file["steps"].Items)
        {
            double[][][] logits = network.Forward(input);
            OracleLoss loss = OracleSigmoidLoss.At(logits, target, file["warmup"].Integer());
            network.Backward(loss.OutputGradient);
            Near.Absolute(step["logits"].Matrix(), OracleGrid.Lanes(logits), 1e-9);
            Near.Absolute(step["v"].Matrix(), neurons.Trajectory!.V, 1e-9);
            Near.Absolute(step["p"].Matrix(), neurons.Trajectory!.P, 1e-9);
            Near.Absolute(step["s"].Matrix(), neurons.Trajectory!.S, 0);
            Assert.Equal(step["loss"].Number(), loss.Value, 1e-12);
            foreach ((string name, OracleLinearLayer layer, string key, AdamaxOracle optimizer) in trained)
            {
                Near.RelativeToMaximum(Flat(step["grads"][name]), layer.Gradients[key], 1e-8);
                optimizer.Step(layer.Parameters[key], layer.Gradients[key]);
                Near.RelativeToMaximum(Flat(step["params_after_adamax"][name]), layer.Parameters[key], 1e-8);
            }
        }
    }

    private static (NetworkOracle Network, OracleLoss Loss) RunSpikeCount(
        GoldenNode file, Func<FelifOracle, FelifOracleTrajectory, FelifOracleLossGradient, FelifOracleGradient> gradient)
    {
        NetworkOracle network = new(
            [
                new OracleLinearLayer(file["W1"].Matrix()),
                new OracleLifLayer(GoldenFile.Lif(file["lif"])),
                new OracleLinearLayer(file["W2"].Matrix()),
                new OracleFelifLayer(new FelifOracle(GoldenFile.Felif(file["felif_parameters"])), gradient),
            ],
            OracleTiming.Aligned);
        double[][][] spikes = network.Forward(file["inputs"].Cube());
        return (network, OracleSpikeCountLoss.At(spikes, file["targets"].Vector().Select(x => (int)x).ToArray()));
    }

    private static FelifOracleGradient BrunoPrimary(FelifOracle o, FelifOracleTrajectory run, FelifOracleLossGradient loss) =>
        o.Bruno(run, loss, BrunoOracleVariant.Primary);

    /// <summary>A list or a list of lists, row by row.</summary>
    private static double[] Flat(GoldenNode node) =>
        node[0].Element.ValueKind == System.Text.Json.JsonValueKind.Array ? node.Matrix().SelectMany(x => x).ToArray() : node.Vector();
}
