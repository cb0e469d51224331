using System.Text.Json;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Optimizers;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Conformance;

/// <summary>A network of a conformance file: its stack, its batch and its loss.</summary>
internal sealed class GoldenNetwork
{
    private readonly GoldenElement file;
    private readonly List<GoldenParameter> parameters = [];
    private readonly int inputs;

    public GoldenNetwork(GoldenElement file)
    {
        this.file = file;
        bool isSequence = file.TryGetProperty("sequence", out GoldenElement sequence);
        GoldenArray input = GoldenArray.Read(isSequence ? sequence : file.GetProperty("inputs"));
        inputs = input.Columns;
        if (isSequence)
        {
            // The target of a step is the next row, so that the last row is target only.
            int steps = input.Rows - 1;
            Extent = new(steps, 1);
            Input = input.Values[..(steps * inputs)];
            TargetValues = input.Values[inputs..];
        }
        else
        {
            Extent = new(input.Shape[0], input.Shape.Length > 2 ? input.Shape[1] : 1);
            Input = input.Values;
            Labels = [.. GoldenArray.Read(file.GetProperty("targets")).Values.Select(v => (int)v)];
        }
    }

    /// <summary>When a layer reads its predecessor.</summary>
    public LayerTiming Timing => file.GetProperty("timing").GetString() switch
    {
        "aligned" => LayerTiming.Aligned,
        "pipelined" => LayerTiming.Pipelined,
        string other => throw new NotSupportedByConformanceException($"timing {other}"),
        null => throw new FormatException("timing is not a text"),
    };

    /// <summary>Steps and batch elements.</summary>
    public SequenceExtent Extent { get; }

    /// <summary>[steps, batch, inputs].</summary>
    public double[] Input { get; }

    /// <summary>Targets of each step; none for classification.</summary>
    public double[] TargetValues { get; } = [];

    /// <summary>The class of each batch element; none for sequences.</summary>
    public int[] Labels { get; } = [];

    /// <summary>The parameters of the file, after <see cref="Build{T}"/>.</summary>
    public IReadOnlyList<GoldenParameter> Parameters => parameters;

    /// <summary>The optimizer of files with steps.</summary>
    public OptimizerOptions Optimizer => new() { Name = OptimizerKind.Adamax, LearningRate = 5e-3, Beta1 = 0.9, Beta2 = 0.995, Epsilon = 1e-8 };

    /// <summary>The gradient method that a variant's name stands for; the primary variant where there is no name.</summary>
    public BrunoGradient Method(string? variant) => variant switch
    {
        null or "jax_stop_mask_tie0.5" => new() { OnBound = 0.5 },
        "stop_mask_tie1" => new() { OnBound = 1 },
        "fullrate_mask_tie0.5" => new() { KeepRate = true, OnBound = 0.5 },
        "torch_fullrate_pass" => new() { KeepRate = true, PassClip = true },
        "stop_pass" => new() { PassClip = true },
        _ => throw new NotSupportedByConformanceException($"gradient variant {variant}"),
    };

    /// <summary>
    /// Whether a recorded current of devices in a pipelined network is what they read, a step after the layer before put it out. The
    /// file tells by the step at which the current begins: the step of the first event before it, and of biases on the way, and a
    /// step for each layer between.
    /// </summary>
    /// <param name="layer">The layer of devices.</param>
    /// <param name="current">[time, batch, device].</param>
    /// <param name="rowLength">Values of a step.</param>
    /// <param name="hiddenSpikes">Recorded spikes of the first LIF layer, if there are any.</param>
    /// <exception cref="NotSupportedByConformanceException">The file does not tell.</exception>
    public bool IsAsRead(int layer, double[] current, int rowLength, double[]? hiddenSpikes)
    {
        GoldenElement[] entries = [.. file.GetProperty("layers").EnumerateArray()];
        int source = layer - 1;
        int? begin = null;
        for (; source >= 0 && IsPassive(entries[source]); --source)
        {
            if (HasBias(entries[source]))
                begin = layer - 1 - source;
        }

        bool isFirstLif = source >= 0 && !entries.Take(source).Any(entry => !IsPassive(entry));
        double[]? events = source < 0 ? Input : isFirstLif ? hiddenSpikes : null;
        if (events is null && begin is null)
            throw new NotSupportedByConformanceException("felif_current without the spikes that cause it, which would tell its step");
        if (events is not null)
        {
            // The first layer reads the input at once.
            int caused = FirstStep(events, events.Length / Extent.Steps) + layer - 1 - Math.Max(source, 0);
            begin = Math.Min(begin ?? caused, caused);
        }

        return FirstStep(current, rowLength) == begin + 1;
    }

    private static bool IsPassive(GoldenElement layer) => layer.TryGetProperty("linear", out _) || layer.TryGetProperty("encoder", out _);

    private static bool HasBias(GoldenElement layer) =>
        layer.TryGetProperty("encoder", out _)
        || (layer.TryGetProperty("bias", out GoldenElement bias) && IsArrayOrName(bias))
        || (layer.TryGetProperty("linear", out GoldenElement linear) && AreNames(linear) && linear.GetArrayLength() > 1);

    private static int FirstStep(double[] values, int rowLength)
    {
        int first = System.Array.FindIndex(values, value => value != 0);
        return first < 0 ? values.Length / rowLength : first / rowLength;
    }

    /// <summary>The loss that the file describes.</summary>
    public ILoss<T> Loss<T>(ComputeDevice device, int outputs)
        where T : unmanaged, IReal<T>
    {
        string kind = file.GetProperty("loss_kind").GetString() ?? "";
        if (kind.StartsWith("softmax cross-entropy on spike counts", StringComparison.Ordinal))
            return new SpikeCountLoss<T>(device, Extent.Batch, outputs);
        if (kind.StartsWith("mean sigmoid cross-entropy", StringComparison.Ordinal))
            return new SequenceLoss<T>(device, outputs, file.TryGetProperty("warmup", out GoldenElement warmup) ? warmup.GetInt32() : 0);
        throw new NotSupportedByConformanceException($"loss '{kind}'");
    }

    /// <summary>Builds the stack.</summary>
    public Network<T> Build<T>(ComputeDevice device, IGradientMethod method)
        where T : unmanaged, IReal<T>
    {
        parameters.Clear();
        NetworkBuilder<T> builder = new(device, inputs, Timing);
        int index = 0;
        foreach (GoldenElement layer in file.GetProperty("layers").EnumerateArray())
        {
            if (layer.TryGetProperty("linear", out GoldenElement linear))
                AddLinear(builder, index, linear, layer);
            else if (layer.TryGetProperty("lif", out GoldenElement lif) || layer.TryGetProperty("rlif", out lif))
                AddLif(builder, index, lif, layer);
            else if (layer.TryGetProperty("felif", out GoldenElement felif))
                AddFelif(builder, index, felif, layer, method);
            else if (layer.TryGetProperty("encoder", out GoldenElement encoder))
                AddEncoder(builder, index, encoder, layer);
            else
                throw new NotSupportedByConformanceException($"layer {layer}");
            ++index;
        }

        return builder.Build(Extent);
    }

    private void AddLinear<T>(NetworkBuilder<T> builder, int index, GoldenElement key, GoldenElement layer)
        where T : unmanaged, IReal<T>
    {
        (GoldenElement weightKey, GoldenElement? biasKey) = Pair(key, "weights", layer, "bias");
        GoldenArray weights = Array(weightKey, "W", index, "linear.weights", isMatrix: true).Transposed();
        double[]? bias = biasKey is GoldenElement name ? Array(name, "b", index, "linear.bias", isMatrix: false).Values : null;
        (SynapseConfiguration synapses, double[]? uniforms) = Synapses(layer);
        builder.AddLinear(weights.Columns, weights.Values, bias, synapses, uniforms);
    }

    /// <summary>The levels of a layer's weights, and the random numbers of their rounding in the order of the weights.</summary>
    private (SynapseConfiguration Synapses, double[]? Uniforms) Synapses(GoldenElement layer)
    {
        if (!layer.TryGetProperty("bits", out GoldenElement bits) || bits.ValueKind == JsonValueKind.Null)
            return (new(), null);

        QuantisationConfiguration quantisation = new() { Bits = bits.GetInt32(), Variant = Variant(layer) };
        if (!layer.TryGetProperty("uniforms", out GoldenElement key) || key.ValueKind == JsonValueKind.Null)
            return (new() { Quantisation = quantisation }, null);

        GoldenArray drawn = GoldenArray.Read(
            key.ValueKind == JsonValueKind.String ? file.GetProperty("uniforms").GetProperty(key.GetString() ?? "") : key);
        if (drawn.Shape.Length != 3 || drawn.Shape[0] != Extent.Batch)
            throw new FormatException($"the uniforms '{key}' are not [batch][to][from]");
        int cells = drawn.Shape[1] * drawn.Shape[2];
        double[] uniforms = [.. Enumerable.Range(0, Extent.Batch).SelectMany(
            element => new GoldenArray(drawn.Values[(element * cells)..((element + 1) * cells)], drawn.Shape[1..]).Transposed().Values)];
        return (new() { Quantisation = quantisation with { Rounding = RoundingKind.Stochastic } }, uniforms);
    }

    private static QuantiserVariant Variant(GoldenElement layer) =>
        (layer.TryGetProperty("quantiser", out GoldenElement name) ? name.GetString() : null) switch
        {
            null or "legacy" => QuantiserVariant.Legacy,
            "head" => QuantiserVariant.Head,
            string other => throw new NotSupportedByConformanceException($"quantiser {other}"),
        };

    private void AddLif<T>(NetworkBuilder<T> builder, int index, GoldenElement key, GoldenElement layer)
        where T : unmanaged, IReal<T>
    {
        // The constants are an object of the file, or stand in the entry where that names the decays alone.
        bool namesDecays = AreNames(key);
        GoldenElement lif = namesDecays ? layer : Resolve(key);
        double Decay(int place, string name) => Resolve(namesDecays ? key[place] : lif.GetProperty(name)).GetDouble();

        // Either the entry names the recurrent weights, or they stand beside the decays.
        GoldenElement? recurrentKey = layer.TryGetProperty("recurrent", out GoldenElement weights) && IsArrayOrName(weights) ? weights
            : lif.TryGetProperty("recurrent", out GoldenElement beside) && IsArrayOrName(beside) ? beside
            : null;
        string name = recurrentKey is null ? "lif" : "rlif";
        double[]? recurrent = recurrentKey is GoldenElement matrix
            ? Array(matrix, "recurrent", index, "rlif.recurrent", isMatrix: true).Transposed().Values
            : null;

        (SynapseConfiguration synapses, double[]? uniforms) = recurrent is null ? (new(), null) : Synapses(layer);
        parameters.Add(new("alpha", $"{index}.{name}.decays", false, 0, 1));
        parameters.Add(new("beta", $"{index}.{name}.decays", false, 1, 1));
        builder.AddLif(
            Decay(0, "alpha"),
            Decay(1, "beta"),
            lif.GetProperty("threshold").GetDouble(),
            GoldenDevice.ParseSurrogate(lif.GetProperty("surrogate").GetString() ?? ""),
            lif.GetProperty("surrogate_beta").GetDouble(),
            recurrent,
            synapses,
            uniforms);
    }

    private void AddFelif<T>(NetworkBuilder<T> builder, int index, GoldenElement key, GoldenElement layer, IGradientMethod method)
        where T : unmanaged, IReal<T>
    {
        GoldenFelif felif = new(Resolve(key));
        RecurrentOptions? Recurrent(string name)
        {
            if (!layer.TryGetProperty("recurrent", out GoldenElement matrix) || !IsArrayOrName(matrix))
                return null;
            double[] weights = Array(matrix, "recurrent", index, "felif.recurrent", isMatrix: true).Transposed().Values;
            (SynapseConfiguration synapses, double[]? uniforms) = Synapses(layer);
            return builder.Recurrent(name, () => weights, synapses, uniforms);
        }

        builder.AddDevices(
            "felif", System.Array.ConvertAll(felif.Sets(builder.Units), p => new Felif<T>(p)), felif.Options(method), recurrent: Recurrent);
    }

    private void AddEncoder<T>(NetworkBuilder<T> builder, int index, GoldenElement key, GoldenElement layer)
        where T : unmanaged, IReal<T>
    {
        (GoldenElement gainKey, GoldenElement? biasKey) = layer.TryGetProperty("gain", out GoldenElement own)
            ? (own, layer.GetProperty("bias"))
            : Pair(key, "gain", layer, "bias");
        double[] gain = Array(gainKey, "gain", index, "encoder.gain", isMatrix: false).Values;
        double[] bias = Array(
            biasKey ?? throw new FormatException("an encoder has no bias"), "bias", index, "encoder.bias", isMatrix: false).Values;
        if (layer.TryGetProperty("copies", out GoldenElement copies) && copies.GetInt32() * builder.Units != gain.Length)
            throw new FormatException($"{copies} copies of {builder.Units} inputs do not make {gain.Length} gains");
        builder.AddEncoder(gain, bias);
    }

    /// <summary>
    /// Two arrays of a layer, or the keys of them. Files spell them as a list of both keys; as an object that holds both, or its key; or
    /// as the first alone, with the second under its own name in the layer's entry.
    /// </summary>
    private (GoldenElement First, GoldenElement? Second) Pair(GoldenElement key, string firstName, GoldenElement layer, string secondName)
    {
        if (AreNames(key))
            return (key[0], key.GetArrayLength() > 1 ? key[1] : Second(layer));
        GoldenElement value = Resolve(key);
        return value.ValueKind == JsonValueKind.Object
            ? (value.GetProperty(firstName), Second(value) ?? Second(layer))
            : (key, Second(layer));

        GoldenElement? Second(GoldenElement element) =>
            element.TryGetProperty(secondName, out GoldenElement second) && IsArrayOrName(second) ? second : null;
    }

    /// <summary>An array that stands in the entry itself, or is looked up by its key.</summary>
    private GoldenArray Array(GoldenElement key, string unnamed, int index, string name, bool isMatrix)
    {
        parameters.Add(new(key.ValueKind == JsonValueKind.String ? key.GetString() ?? "" : unnamed, $"{index}.{name}", isMatrix));
        return GoldenArray.Read(Resolve(key));
    }

    private GoldenElement Resolve(GoldenElement key) => key.ValueKind == JsonValueKind.String ? Lookup(key) : key;

    private static bool AreNames(GoldenElement key) =>
        key.ValueKind == JsonValueKind.Array && key.GetArrayLength() > 0 && key[0].ValueKind == JsonValueKind.String;

    private static bool IsArrayOrName(GoldenElement element) => element.ValueKind is JsonValueKind.Array or JsonValueKind.String;

    /// <summary>An array or object of the file by its key, which may lie below <c>params</c>.</summary>
    private GoldenElement Lookup(GoldenElement key)
    {
        string name = key.GetString() ?? throw new FormatException("a layer names no key");
        if (file.TryGetProperty(name, out GoldenElement direct))
            return direct;
        return file.TryGetProperty("params", out GoldenElement all) && all.TryGetProperty(name, out GoldenElement below)
            ? below
            : throw new FormatException($"the file has no '{name}'");
    }
}
