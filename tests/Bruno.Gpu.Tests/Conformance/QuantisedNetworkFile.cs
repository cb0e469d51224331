using System.Text.Json;
using System.Text.Json.Nodes;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Tests.Networks;
using Bruno.Oracle;

namespace Bruno.Gpu.Tests.Conformance;

/// <summary>
/// A conformance file that the oracle makes: a trainable encoder, dense synapses, a recurrent layer whose weights are quantised
/// with a draw for each batch element that all steps use, and FeLIF neurons that differ by some percent, which may be recurrent.
/// </summary>
internal sealed class QuantisedNetworkFile
{
    private const int Steps = 20, Batch = 3, Inputs = 2, Copies = 2, Hidden = 5, Outputs = 3, MicroSteps = 200;

    private readonly LayerTiming timing;
    private readonly OracleQuantiser quantiser;
    private readonly double[][][] input;
    private readonly int[] labels = [0, 2, 1];
    private readonly double[] gain;
    private readonly double[] bias;
    private readonly double[][] first;
    private readonly double[][] recurrent;
    private readonly double[][] second;
    private readonly double[][] amongDevices;
    private readonly FelifOracleParameters devices;

    /// <summary>Makes weights, inputs and random numbers.</summary>
    /// <param name="timing">When a layer reads its predecessor.</param>
    /// <param name="isHead">Which quantiser.</param>
    /// <param name="densely">Whether dense weights are quantised too: the first to nearest, the second with draws.</param>
    /// <param name="hasRecurrentDevices">Whether the devices are connected among each other, by weights of 4 bits.</param>
    public QuantisedNetworkFile(LayerTiming timing, bool isHead, bool densely = false, bool hasRecurrentDevices = false)
    {
        HasRecurrentDevices = hasRecurrentDevices;
        this.timing = timing;
        IsDense = densely;
        quantiser = new(3, isHead);
        RandomArrays random = new(14);
        input = random.Cube(Steps, Batch, Inputs, 0, 2);
        gain = random.Vector(Copies * Inputs, 0.5, 2);
        bias = random.Vector(Copies * Inputs, -0.2, 0.5);
        first = random.Matrix(Hidden, Copies * Inputs, -0.5, 2);
        recurrent = random.Matrix(Hidden, Hidden, -1.5, 1.5);
        second = random.Matrix(Outputs, Hidden, -0.5, 3);
        Uniforms = random.Cube(Batch, Hidden, Hidden, 0, 1);
        DenseUniforms = random.Cube(Batch, Outputs, Hidden, 0, 1);
        amongDevices = random.Matrix(Outputs, Outputs, -2, 2);
        devices = new FelifSetup { MicroSteps = MicroSteps, Devices = FelifSetup.Varied(Outputs, 3, spread: 0.1) }.Parameters;
    }

    /// <summary>Whether the devices are recurrent.</summary>
    public bool HasRecurrentDevices { get; }

    /// <summary>Whether dense weights are quantised too.</summary>
    public bool IsDense { get; }

    /// <summary>The random numbers of the recurrent weights, [batch][to][from].</summary>
    public double[][][] Uniforms { get; }

    /// <summary>Those of the second dense weights.</summary>
    public double[][][] DenseUniforms { get; }

    /// <summary>The file, with all that the oracle computes.</summary>
    public JsonObject Write()
    {
        (NetworkOracle network, double[][][] spikes) = Run();
        OracleLoss loss = OracleSpikeCountLoss.At(spikes, labels);
        network.Backward(loss.OutputGradient);
        OracleLifLayer hidden = (OracleLifLayer)network.Layers[2];
        FelifOracleTrajectory trajectory = TrajectoryOf(network);
        double[] Gradient(int layer, string name) => network.Layers[layer].Gradients[name];
        double[][][] heard = hidden.Trajectory!.S;
        if (timing == LayerTiming.Pipelined)
            heard = [OracleGrid.Zeros(Batch, Hidden), .. heard[..^1]];
        JsonObject recurrentEntry = new() { ["lif"] = "lif", ["recurrent"] = "R", ["bits"] = 3, ["quantiser"] = Name, ["uniforms"] = "R" };
        JsonObject firstEntry = new() { ["linear"] = "W1" }, secondEntry = new() { ["linear"] = "W2" };
        if (IsDense)
        {
            firstEntry["bits"] = 4;
            firstEntry["quantiser"] = Name;
            (secondEntry["bits"], secondEntry["quantiser"], secondEntry["uniforms"]) = (3, Name, "W2");
        }

        JsonObject devicesEntry = new() { ["felif"] = "felif_parameters" };
        if (HasRecurrentDevices)
            (devicesEntry["recurrent"], devicesEntry["bits"], devicesEntry["quantiser"]) = ("RD", 4, Name);
        JsonObject file = new()
        {
            ["kind"] = "network",
            ["note"] = "made by the oracle of the tests",
            ["timing"] = timing.ToString().ToLowerInvariant(),
            ["layers"] = new JsonArray(
                new JsonObject { ["encoder"] = "encoder", ["copies"] = Copies }, firstEntry, recurrentEntry, secondEntry,
                devicesEntry),
            ["loss_kind"] = "softmax cross-entropy on spike counts summed over time, mean over batch",
            ["gradient_variant"] = "jax_stop_mask_tie0.5",
            ["encoder"] = new JsonObject { ["gain"] = Node(gain), ["bias"] = Node(bias) },
            ["lif"] = new JsonObject { ["alpha"] = 0.8, ["beta"] = 0.7, ["threshold"] = 0.3, ["surrogate"] = "superspike", ["surrogate_beta"] = 10 },
            ["felif_parameters"] = FelifNode(),
            ["W1"] = Node(first),
            ["R"] = Node(recurrent),
            ["W2"] = Node(second),
            ["uniforms"] = new JsonObject { ["R"] = Node(Uniforms), ["W2"] = Node(DenseUniforms) },
            ["inputs"] = Node(input),
            ["targets"] = Node(labels),
            ["hidden_spikes"] = Node(hidden.Trajectory!.S),
            ["felif_current"] = Node(OracleGrid.Batches(trajectory.Current, Batch)),
            ["current_put_out"] = Node(network.Layers[3].Forward(heard)),
            ["v"] = Node(OracleGrid.Batches(trajectory.V, Batch)),
            ["p"] = Node(OracleGrid.Batches(trajectory.P, Batch)),
            ["s"] = Node(spikes),
            ["loss"] = loss.Value,
            ["dgain"] = Node(Gradient(0, "gain")),
            ["dbias"] = Node(Gradient(0, "bias")),
            ["dW1"] = Node(Gradient(1, "weight").Chunk(Copies * Inputs).ToArray()),
            ["dalpha"] = Gradient(2, "alpha")[0],
            ["dbeta"] = Gradient(2, "beta")[0],
            ["dR"] = Node(Gradient(2, "recurrent").Chunk(Hidden).ToArray()),
            ["dW2"] = Node(Gradient(3, "weight").Chunk(Hidden).ToArray()),
        };
        if (HasRecurrentDevices)
        {
            file["RD"] = Node(amongDevices);
            file["dRD"] = Node(Gradient(4, "recurrent").Chunk(Outputs).ToArray());
        }

        return file;
    }

    private static FelifOracleTrajectory TrajectoryOf(NetworkOracle network) =>
        ((network.Layers[4] is OracleRecurrentLayer recurrent ? recurrent.Inner : network.Layers[4]) as OracleFelifLayer)!.Trajectory!;

    /// <summary>The potentials of the devices, of all steps; they show whether a change is seen at all.</summary>
    public double[] Potentials()
    {
        (NetworkOracle network, _) = Run();
        return [.. TrajectoryOf(network).V.SelectMany(step => step)];
    }

    private string Name => quantiser.IsHead ? "head" : "legacy";

    private (NetworkOracle Network, double[][][] Spikes) Run()
    {
        LifOracle neurons = new() { Alpha = [0.8], Beta = [0.7], Threshold = 0.3, Recurrent = recurrent };
        OracleLayer felif = new OracleFelifLayer(new FelifOracle(devices), (o, run, loss) => o.Bruno(run, loss, BrunoOracleVariant.Primary));
        NetworkOracle network = new(
            [
                new OracleEncoderLayer(gain, bias),
                new OracleLinearLayer(first) { Synapses = IsDense ? (weights, _, _) => (quantiser with { Bits = 4 }).Quantise(weights, null) : null },
                new OracleLifLayer(neurons) { Synapses = (weights, _, element) => quantiser.Quantise(weights, Flat.Of(Uniforms[element])) },
                new OracleLinearLayer(second)
                {
                    Synapses = IsDense ? (weights, _, element) => quantiser.Quantise(weights, Flat.Of(DenseUniforms[element])) : null,
                },
                HasRecurrentDevices
                    ? new OracleRecurrentLayer(felif, amongDevices) { Synapses = (weights, _, _) => (quantiser with { Bits = 4 }).Quantise(weights, null) }
                    : felif,
            ],
            timing == LayerTiming.Pipelined ? OracleTiming.Pipelined : OracleTiming.Aligned);
        return (network, network.Forward(input));
    }

    private JsonObject FelifNode() => new()
    {
        ["A"] = Node(devices.Area),
        ["t_hzo"] = Node(devices.FerroelectricThickness),
        ["t_int"] = Node(devices.InterlayerThickness),
        ["eps_hzo"] = devices.FerroelectricPermittivity[0],
        ["eps_int"] = devices.InterlayerPermittivity[0],
        ["E_a"] = Node(devices.ActivationField),
        ["P_s"] = Node(devices.SaturationPolarization),
        ["tau_0"] = devices.AttemptTime[0],
        ["I_0"] = Node(devices.LeakDensity),
        ["V_t"] = devices.LeakVoltage[0],
        ["C_par"] = devices.ParasiticCapacitance[0],
        ["alpha"] = devices.RateExponent[0],
        ["soft_E"] = devices.SofteningField[0],
        ["I_dsc"] = devices.DischargeCurrent[0],
        ["threshold"] = Node(devices.Threshold),
        ["dt"] = devices.TimeStep,
        ["n_micro"] = devices.MicroSteps,
        ["params_scale"] = devices.Scale,
        ["v_reset"] = devices.ResetVoltage,
        ["v_clip"] = devices.VoltageClip,
        ["p_init"] = null,
        ["p_reset"] = null,
        ["sign_zero"] = "zero",
        ["fire_eq"] = true,
        ["leak_grad"] = "full",
        ["surrogate"] = "superspike",
        ["beta"] = devices.SurrogateBeta,
    };

    private static JsonNode Node<TValue>(TValue value) => JsonSerializer.SerializeToNode(value)!;
}
