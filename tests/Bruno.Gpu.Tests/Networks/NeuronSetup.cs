using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Synapses;
using Bruno.Oracle;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>Neurons of one step an outer step, of the product and of the oracle.</summary>
/// <param name="Kind">adaptive_lif, adaptive_lif_zero (which resets to zero), leaky, snu, soft_snu or normalised_felif.</param>
internal sealed record NeuronSetup(string Kind)
{
    private static readonly double[] FelifConstants = [1.2, 0.6, 0.05, 1.3, 2.5];

    /// <summary>All kinds.</summary>
    public static string[] Kinds { get; } = ["adaptive_lif", "adaptive_lif_zero", "leaky", "snu", "soft_snu", "normalised_felif"];

    /// <summary>Names and values of the coefficients, and whether their range is 0 to 1; else it is a factor of 2 around the value.</summary>
    private (string Name, double Value, bool IsShare)[] Coefficients => Kind switch
    {
        "adaptive_lif" or "adaptive_lif_zero" => [("alpha", 0.8, true), ("adaptation_decay", 0.9, true), ("adaptation", 1.4, false), ("threshold", 0.7, false)],
        "leaky" => [("alpha", 0.85, true)],
        "normalised_felif" => [("gamma", 0.8, true), ("threshold", 0.9, false), ("activation_field", 1.5, false), ("saturation_polarization", 1.1, false)],
        _ => [("alpha", 0.7, true), ("threshold", 1, false)],
    };

    /// <summary>The oracle's neuron.</summary>
    public OracleNeuron Oracle
    {
        get
        {
            double[] values = [.. Coefficients.Select(c => c.Value)];
            return Kind switch
            {
                "adaptive_lif" => new OracleAdaptiveLif { Coefficients = values },
                "adaptive_lif_zero" => new OracleAdaptiveLif { Coefficients = values, ResetsToZero = true },
                "leaky" => new OracleLeaky { Coefficients = values, Output = OracleNeuronOutput.Potential },
                "normalised_felif" => new OracleNormalisedFelif { Coefficients = values, Constants = FelifConstants },
                "soft_snu" => new OracleSnu { Coefficients = values, Output = OracleNeuronOutput.Logistic },
                _ => new OracleSnu { Coefficients = values },
            };
        }
    }

    /// <summary>The kind of an oracle's neuron.</summary>
    public static string KindOf(OracleNeuron neuron) => neuron switch
    {
        OracleAdaptiveLif { ResetsToZero: true } => "adaptive_lif_zero",
        OracleAdaptiveLif => "adaptive_lif",
        OracleLeaky => "leaky",
        OracleNormalisedFelif => "normalised_felif",
        _ => neuron.Output == OracleNeuronOutput.Logistic ? "soft_snu" : "snu",
    };

    /// <summary>Gradients with respect to what the store holds: u, with c = sigmoid(u), or c = c0 exp(2 ln 2 (sigmoid(u) - 1/2)) at u = 0.</summary>
    public static IEnumerable<(string Name, double Value)> Unbounded(OracleNeuron neuron, double[] gradients)
    {
        foreach (((string name, double value, bool isShare), double gradient) in new NeuronSetup(KindOf(neuron)).Coefficients.Zip(gradients))
            yield return (name, gradient * (isShare ? value * (1 - value) : value * 2 * Math.Log(2) / 4));
    }

    /// <summary>Adds the product's.</summary>
    /// <param name="stack">The network so far.</param>
    /// <param name="recurrent">[from, to], or none.</param>
    /// <param name="synapses">Of the recurrent weights.</param>
    public void AddTo<T>(NetworkBuilder<T> stack, double[]? recurrent, SynapseConfiguration? synapses)
        where T : unmanaged, IReal<T>
    {
        string name = stack.NextName(Kind);
        ParameterTraining training = new([.. Coefficients.Select(c => c.Name)], TrainedValues.Layer, 2);
        NeuronLayerOptions options = new()
        {
            Output = Kind switch { "leaky" => NeuronOutput.Potential, "soft_snu" => NeuronOutput.Logistic, _ => NeuronOutput.Spikes },
            Coefficients =
            [
                .. Coefficients.Select(c => stack.Coefficient(
                    name, c.Name, c.Value, training, c.IsShare ? TrainedRange.Between(0, 1) : TrainedRange.Around(c.Value, 2))),
            ],
            Recurrent = recurrent is null ? null : stack.Recurrent(name, () => recurrent, synapses),
        };
        switch (Kind)
        {
            case "adaptive_lif" or "adaptive_lif_zero":
                AdaptiveLif<T> neuron = new(T.From(Kind == "adaptive_lif" ? 0 : 1));
                stack.AddNeurons(name, _ => neuron, options);
                break;
            case "leaky":
                stack.AddNeurons(name, _ => default(LeakyIntegrator<T>), options);
                break;
            case "normalised_felif":
                double[] k = FelifConstants;
                stack.AddNeurons(
                    name, _ => new NormalisedFelif<T>(T.From(k[0]), T.From(k[1]), T.From(k[2]), T.From(k[3]), T.From(k[4])), options);
                break;
            default:
                stack.AddNeurons(name, _ => default(Snu<T>), options);
                break;
        }
    }
}
