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
    private readonly JsonElement file;
    private readonly List<GoldenParameter> parameters = [];
    private readonly int inputs;

    public GoldenNetwork(JsonElement file)
    {
        this.file = file;
        bool isSequence = file.TryGetProperty("sequence", out JsonElement sequence);
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

    /// <summary>The loss that the file describes.</summary>
    public ILoss<T> Loss<T>(ComputeDevice device, int outputs)
        where T : unmanaged, IReal<T>
    {
        string kind = file.GetProperty("loss_kind").GetString() ?? "";
        if (kind.StartsWith("softmax cross-entropy on spike counts", StringComparison.Ordinal))
            return new SpikeCountLoss<T>(device, Extent.Batch, outputs);
        if (kind.StartsWith("mean sigmoid cross-entropy", StringComparison.Ordinal))
            return new SequenceLoss<T>(device, outputs, file.TryGetProperty("warmup", out JsonElement warmup) ? warmup.GetInt32() : 0);
        throw new NotSupportedByConformanceException($"loss '{kind}'");
    }

    /// <summary>Builds the stack.</summary>
    public Network<T> Build<T>(ComputeDevice device, IGradientMethod method)
        where T : unmanaged, IReal<T>
    {
        parameters.Clear();
        NetworkBuilder<T> builder = new(device, inputs, Timing);
        int index = 0;
        foreach (JsonElement layer in file.GetProperty("layers").EnumerateArray())
        {
            if (layer.TryGetProperty("linear", out JsonElement linear))
                AddLinear(builder, index, linear, layer);
            else if (layer.TryGetProperty("lif", out JsonElement lif))
                AddLif(builder, index, lif, layer);
            else if (layer.TryGetProperty("felif", out JsonElement felif))
                AddFelif(builder, felif, method);
            else if (layer.TryGetProperty("encoder", out JsonElement encoder))
                AddEncoder(builder, index, encoder, layer);
            else
                throw new NotSupportedByConformanceException($"layer {layer}");
            ++index;
        }

        return builder.Build(Extent);
    }

    private void AddLinear<T>(NetworkBuilder<T> builder, int index, JsonElement key, JsonElement layer)
        where T : unmanaged, IReal<T>
    {
        GoldenArray weights = Array(key, index, "linear.weights", isMatrix: true).Transposed();
        double[]? bias = layer.TryGetProperty("bias", out JsonElement name) && name.ValueKind == JsonValueKind.String
            ? Array(name, index, "linear.bias", isMatrix: false).Values
            : null;
        (SynapseConfiguration synapses, double[]? uniforms) = Synapses(layer);
        builder.AddLinear(weights.Columns, weights.Values, bias, synapses, uniforms);
    }

    /// <summary>The levels of a layer's weights, and the random numbers of their rounding in the order of the weights.</summary>
    private (SynapseConfiguration Synapses, double[]? Uniforms) Synapses(JsonElement layer)
    {
        if (!layer.TryGetProperty("bits", out JsonElement bits) || bits.ValueKind == JsonValueKind.Null)
            return (new(), null);

        QuantisationConfiguration quantisation = new() { Bits = bits.GetInt32(), Variant = Variant(layer) };
        if (!layer.TryGetProperty("uniforms", out JsonElement key) || key.ValueKind == JsonValueKind.Null)
            return (new() { Quantisation = quantisation }, null);

        GoldenArray drawn = GoldenArray.Read(file.GetProperty("uniforms").GetProperty(key.GetString() ?? ""));
        if (drawn.Shape.Length != 3 || drawn.Shape[0] != Extent.Batch)
            throw new FormatException($"the uniforms '{key}' are not [batch][to][from]");
        int cells = drawn.Shape[1] * drawn.Shape[2];
        double[] uniforms = [.. Enumerable.Range(0, Extent.Batch).SelectMany(
            element => new GoldenArray(drawn.Values[(element * cells)..((element + 1) * cells)], drawn.Shape[1..]).Transposed().Values)];
        return (new() { Quantisation = quantisation with { Rounding = RoundingKind.Stochastic } }, uniforms);
    }

    private static QuantiserVariant Variant(JsonElement layer) =>
        (layer.TryGetProperty("quantiser", out JsonElement name) ? name.GetString() : null) switch
        {
            null or "legacy" => QuantiserVariant.Legacy,
            "head" => QuantiserVariant.Head,
            string other => throw new NotSupportedByConformanceException($"quantiser {other}"),
        };

    private void AddLif<T>(NetworkBuilder<T> builder, int index, JsonElement key, JsonElement layer)
        where T : unmanaged, IReal<T>
    {
        JsonElement lif = Lookup(key);
        double[]? recurrent = null;
        string name = "lif";

        // Either the entry names the recurrent weights, or they stand beside the decays.
        if (layer.TryGetProperty("recurrent", out JsonElement weights) && weights.ValueKind == JsonValueKind.String)
        {
            name = "rlif";
            recurrent = Array(weights, index, "rlif.recurrent", isMatrix: true).Transposed().Values;
        }
        else if (lif.TryGetProperty("recurrent", out JsonElement beside) && beside.ValueKind == JsonValueKind.Array)
        {
            name = "rlif";
            parameters.Add(new("recurrent", $"{index}.rlif.recurrent", IsMatrix: true));
            recurrent = GoldenArray.Read(beside).Transposed().Values;
        }

        (SynapseConfiguration synapses, double[]? uniforms) = recurrent is null ? (new(), null) : Synapses(layer);
        parameters.Add(new("alpha", $"{index}.{name}.decays", false, 0, 1));
        parameters.Add(new("beta", $"{index}.{name}.decays", false, 1, 1));
        builder.AddLif(
            lif.GetProperty("alpha").GetDouble(),
            lif.GetProperty("beta").GetDouble(),
            lif.GetProperty("threshold").GetDouble(),
            GoldenDevice.ParseSurrogate(lif.GetProperty("surrogate").GetString() ?? ""),
            lif.GetProperty("surrogate_beta").GetDouble(),
            recurrent,
            synapses,
            uniforms);
    }

    private void AddFelif<T>(NetworkBuilder<T> builder, JsonElement key, IGradientMethod method)
        where T : unmanaged, IReal<T>
    {
        GoldenFelif felif = new(Lookup(key));
        builder.AddDevices("felif", System.Array.ConvertAll(felif.Sets(builder.Units), p => new Felif<T>(p)), felif.Options(method));
    }

    private void AddEncoder<T>(NetworkBuilder<T> builder, int index, JsonElement key, JsonElement layer)
        where T : unmanaged, IReal<T>
    {
        (JsonElement gain, JsonElement bias) = EncoderArrays(key, layer);
        builder.AddEncoder(Own(gain, "gain"), Own(bias, "bias"));

        double[] Own(JsonElement array, string name)
        {
            if (array.ValueKind == JsonValueKind.String)
                return Array(array, index, $"encoder.{name}", isMatrix: false).Values;
            parameters.Add(new(name, $"{index}.encoder.{name}", IsMatrix: false));
            return GoldenArray.Read(array).Values;
        }
    }

    /// <summary>
    /// Gain and bias, or the keys of them: the entry names both; or it names the gain, as one of dense synapses names the weights,
    /// and the bias; or there is one object that holds both.
    /// </summary>
    private (JsonElement Gain, JsonElement Bias) EncoderArrays(JsonElement key, JsonElement layer)
    {
        bool hasBias = layer.TryGetProperty("bias", out JsonElement bias);
        if (hasBias && layer.TryGetProperty("gain", out JsonElement gain))
            return (gain, bias);
        JsonElement encoder = key.ValueKind == JsonValueKind.Object ? key : Lookup(key);
        return encoder.ValueKind == JsonValueKind.Array && hasBias
            ? (key, bias)
            : (encoder.GetProperty("gain"), encoder.GetProperty("bias"));
    }

    private GoldenArray Array(JsonElement key, int index, string name, bool isMatrix)
    {
        parameters.Add(new(key.GetString() ?? "", $"{index}.{name}", isMatrix));
        return GoldenArray.Read(Lookup(key));
    }

    /// <summary>An array or object of the file by its key, which may lie below <c>params</c>.</summary>
    private JsonElement Lookup(JsonElement key)
    {
        string name = key.GetString() ?? throw new FormatException("a layer names no key");
        if (file.TryGetProperty(name, out JsonElement direct))
            return direct;
        return file.TryGetProperty("params", out JsonElement all) && all.TryGetProperty(name, out JsonElement below)
            ? below
            : throw new FormatException($"the file has no '{name}'");
    }
}
