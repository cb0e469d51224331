using Bruno.Gpu.Formats;
using Bruno.Gpu.Layers;

namespace Bruno.Gpu.Nir;

/// <summary>The layers of a network while a graph is translated, node by node.</summary>
/// <param name="timing">The step, the discretisation and the reset.</param>
/// <param name="faults">Receives what cannot be expressed.</param>
/// <param name="inputs">Channels of the input.</param>
internal sealed class NirStack(NirTiming timing, NirFaults faults, int inputs)
{
    private const double Rounding = 1e-6;

    private readonly int channels = inputs;
    private readonly List<LayerConfiguration> layers = [];
    private readonly Dictionary<string, double[]> values = new(StringComparer.Ordinal);

    /// <summary>Units of the last layer so far.</summary>
    public int Units { get; private set; } = inputs;

    /// <summary>Whether there is no layer yet.</summary>
    public bool IsEmpty => layers.Count == 0;

    private string Next(string kind) => $"{layers.Count}.{kind}";

    /// <summary>What came of it.</summary>
    public NirNetwork ToNetwork() => new(
        new() { Layers = layers }, channels, Units, layers.Last(layer => layer is not DelayLayerConfiguration).IsSpiking, timing.StepSeconds, values);

    /// <summary>
    /// Adds the encoder e = gain (tile(x) + bias), where an Affine node that does nothing but copy its input, with a bias, is followed
    /// by a Scale node.
    /// </summary>
    public bool TryAddEncoder(NirLink affine, NirLink scale)
    {
        if (affine is not { Node.Type: "Affine", Recurrent: null } || scale is not { Node.Type: "Scale", Recurrent: null }
            || affine.Node.Numbers("weight") is not double[] weight || affine.Node.Numbers("bias") is not double[] bias
            || scale.Node.Numbers("scale") is not double[] gain)
            return false;
        int units = gain.Length;
        if (units % Units != 0 || bias.Length != units || weight.Length != units * Units)
            return false;
        for (int i = 0; i < weight.Length; ++i)
        {
            if (weight[i] != (i % Units == i / Units % Units ? 1 : 0))
                return false;
        }

        values[$"{Next("encoder")}.gain"] = gain;
        values[$"{Next("encoder")}.bias"] = bias;
        layers.Add(new EncoderLayerConfiguration { Copies = units / Units });
        Units = units;
        return true;
    }

    /// <summary>Adds what stands for a node.</summary>
    public void Add(NirLink link)
    {
        if (link.Node.Type is "Affine" or "Linear")
            AddLinear(link.Name, link.Node);
        else if (link.Node.Type == "Delay")
            AddDelay(link.Name, link.Node);
        else if (NirNeurons.Are(link.Node.Type))
            AddNeurons(link);
        else
            faults.Add(link.Name, link.Node.Type, "it stands within the graph, where only a layer can stand");
    }

    private void AddLinear(string name, NirNode node)
    {
        if (Matrix(name, node, Units) is not (double[] weights, int outputs))
            return;
        double[]? bias = node.Parameters.ContainsKey("bias") ? new NirParameters(name, node, outputs, faults).Of("bias") : null;
        AddLinear(weights, outputs, bias);
    }

    private void AddLinear(double[] weights, int outputs, double[]? bias)
    {
        string layer = Next("linear");
        values[$"{layer}.weights"] = weights;
        if (bias is not null)
            values[$"{layer}.bias"] = bias;
        layers.Add(new LinearLayerConfiguration { Outputs = outputs, Bias = bias is not null });
        Units = outputs;
    }

    private void AddDelay(string name, NirNode node)
    {
        double[] seconds = new NirParameters(name, node, Units, faults).Of("delay");
        double[] steps = [.. seconds.Select(delay => Math.Round(delay / timing.StepSeconds))];
        for (int n = 0; n < Units; ++n)
        {
            double exact = seconds[n] / timing.StepSeconds;
            if (exact < -Rounding || exact > 1e6 || Math.Abs(exact - steps[n]) > Rounding * Math.Max(1, exact))
            {
                faults.Add(name, node.Type, FormattableString.Invariant(
                    $"a delay of {seconds[n]:G6} s is no whole number of steps of {timing.StepSeconds:G6} s: choose --dt so that it divides all delays"));
                return;
            }
        }

        values[$"{Next("delay")}.steps"] = [.. steps.Select(step => Math.Max(step, 0))];
        layers.Add(new DelayLayerConfiguration { Steps = (int)Math.Max(steps.Max(), 0) });
    }

    private void AddNeurons(NirLink link)
    {
        double[][]? coefficients = NirNeurons.Coefficients(link.Name, link.Node, Units, timing, faults);
        double[]? recurrent = link.Recurrent is (string way, NirNode weights) ? Recurrent(way, weights) : null;
        if (faults.Any || coefficients is null)
            return;
        string layer = Next(CubaLifNeurons.Kind);
        for (int i = 0; i < coefficients.Length; ++i)
            values[$"{layer}.{CubaLifNeurons.Arrays[i]}"] = coefficients[i];
        if (recurrent is not null)
            values[$"{layer}.recurrent"] = recurrent;
        CubaLifLayerConfiguration settings = new()
        {
            Spiking = NirNeurons.Fire(link.Node.Type), Reset = timing.Reset, Recurrent = recurrent is not null,
        };
        layers.Add(settings.WithCoefficients(coefficients));
    }

    /// <summary>The recurrent weights [from, to]; a bias goes to what leads to the neurons.</summary>
    private double[]? Recurrent(string name, NirNode node)
    {
        double[]? weights;
        if (node.Type == "Scale")
        {
            double[] scale = new NirParameters(name, node, Units, faults).Of("scale");
            weights = new double[Units * Units];
            for (int n = 0; n < Units; ++n)
                weights[n * (Units + 1)] = scale[n];
        }
        else
        {
            (double[] Weights, int Outputs)? matrix = Matrix(name, node, Units);
            if (matrix is { } found && found.Outputs != Units)
                faults.Add(name, node.Type, $"it leads back to {Units} neurons, but has {found.Outputs} outputs");
            weights = matrix?.Weights;
        }

        if (!faults.Any && node.Parameters.ContainsKey("bias"))
            AddBias(new NirParameters(name, node, Units, faults).Of("bias"));
        return weights;
    }

    /// <summary>Adds to what the last layer puts out: to its bias, or by a linear layer that does nothing else.</summary>
    private void AddBias(double[] bias)
    {
        if (layers.Count > 0 && layers[^1] is LinearLayerConfiguration linear)
        {
            string name = $"{layers.Count - 1}.linear.bias";
            values[name] = values.TryGetValue(name, out double[]? own) ? [.. own.Zip(bias, (x, y) => x + y)] : bias;
            layers[^1] = linear with { Bias = true };
            return;
        }

        double[] weights = new double[Units * Units];
        for (int n = 0; n < Units; ++n)
            weights[n * (Units + 1)] = 1;
        AddLinear(weights, Units, bias);
    }

    /// <summary>The weights of a node as [inputs, outputs], where the format has [outputs, inputs].</summary>
    private (double[] Weights, int Outputs)? Matrix(string name, NirNode node, int inputs)
    {
        if (!node.Parameters.TryGetValue("weight", out StoredArray? stored) || stored.Shape.Count != 2)
        {
            faults.Add(name, node.Type, $"its 'weight' is {stored?.Kind ?? "missing"}, where a matrix [outputs, inputs] is needed");
            return null;
        }

        int outputs = stored.Shape[0];
        if (stored.Shape[1] != inputs || outputs == 0)
        {
            faults.Add(name, node.Type, $"its 'weight' has {stored.Shape[1]} inputs, but {inputs} units lead to it");
            return null;
        }

        double[] weights = new double[stored.Count];
        for (int to = 0; to < outputs; ++to)
        {
            for (int from = 0; from < inputs; ++from)
                weights[from * outputs + to] = stored.At((long)to * inputs + from);
        }

        if (Array.TrueForAll(weights, double.IsFinite))
            return (weights, outputs);
        faults.Add(name, node.Type, "its 'weight' holds numbers that are not finite");
        return null;
    }
}
