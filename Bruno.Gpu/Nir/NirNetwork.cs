using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Nir;

/// <summary>A network that was read from a graph.</summary>
/// <param name="Network">Its layers.</param>
/// <param name="Inputs">Channels of its input.</param>
/// <param name="Outputs">Its outputs.</param>
/// <param name="IsSpiking">Whether the outputs are spikes.</param>
/// <param name="StepSeconds">The length of a step, s.</param>
/// <param name="Values">The values of its parameters by their names in the network, such as <c>0.linear.weights</c>.</param>
internal sealed record NirNetwork(
    NetworkConfiguration Network, int Inputs, int Outputs, bool IsSpiking, double StepSeconds, IReadOnlyDictionary<string, double[]> Values)
{
    /// <summary>The values as a network of these layers wants them, one array after the other.</summary>
    /// <param name="parameters">The parameters of the network that was built of the layers.</param>
    /// <exception cref="BrunoException">The layers were changed, so that they have others.</exception>
    public double[] Arrange(IReadOnlyList<Parameter> parameters) =>
    [
        .. parameters.SelectMany(parameter => Values.TryGetValue(parameter.Name, out double[]? values) && values.Length == parameter.Length
            ? values
            : throw new BrunoException(
                ExitCode.Usage,
                $"The imported network has no values for '{parameter.Name}' ({string.Join(" x ", parameter.Shape)}): its layers cannot be changed while it is imported.")),
    ];

    /// <summary>Throws where data have other channels or outputs.</summary>
    /// <exception cref="BrunoException">They have.</exception>
    public void RequireFit(Dataset dataset)
    {
        if (dataset.Channels != Inputs || dataset.Outputs != Outputs)
        {
            throw new BrunoException(
                ExitCode.Data,
                $"The network has {Inputs} inputs and {Outputs} outputs, but the data ({dataset.Source}) have {dataset.Channels} channels and {dataset.Outputs} outputs ({string.Join(", ", dataset.OutputNames.Take(20))}).");
        }
    }
}
