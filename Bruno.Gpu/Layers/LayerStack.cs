using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Layers;

/// <summary>
/// Layers to be built, one on the other. Each declares its parameters when it is added; buffers are allocated once all are
/// there.
/// </summary>
/// <param name="device">Where they will live.</param>
/// <param name="inputs">Channels of the input.</param>
internal abstract class LayerStack<T>(ComputeDevice device, int inputs)
    where T : unmanaged, IReal<T>
{
    private readonly List<Func<LayerContext<T>, ILayer<T>>> layers = [];
    private readonly List<int> widths = [inputs];
    private int matrices;

    /// <summary>Which ways back through time the network takes.</summary>
    public TemporalRoutes Routes { get; init; } = TemporalRoutes.All;

    /// <summary>What the random numbers of its passes follow from.</summary>
    public PassDraws Draws { get; init; } = new(0);

    /// <summary>The parameters so far.</summary>
    public ParameterLayout Layout { get; } = new();

    /// <summary>How matrices are multiplied.</summary>
    public IMatrixProduct<T> Product { get; } = MatrixProduct.For<T>(device);

    /// <summary>Layers so far.</summary>
    public int Count => layers.Count;

    /// <summary>Units of the last layer so far.</summary>
    public int Units { get; private set; } = inputs;

    /// <summary>Whether the last layer so far puts out spikes.</summary>
    public bool IsSpiking { get; private set; }

    /// <summary>Whether its spikes are real values in passes of training, as a dropout puts them out.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>Where the layers will live.</summary>
    protected ComputeDevice Device { get; } = device;

    /// <summary>Channels of the input and units of all layers.</summary>
    protected IReadOnlyList<int> Widths => widths;

    /// <summary>How the layers are built, in order.</summary>
    protected IReadOnlyList<Func<LayerContext<T>, ILayer<T>>> Layers => layers;

    /// <summary>Units of a layer so far, the first being 0.</summary>
    public int UnitsOf(int layer) => widths[layer + 1];

    /// <summary>The name of the layer that is added next.</summary>
    public string NextName(string kind) => $"{layers.Count}.{kind}";

    /// <summary>Synapses of another weight matrix, which has random numbers of its own.</summary>
    public SynapseOptions NextMatrix(SynapseConfiguration? synapses, double[]? uniforms) => new(synapses ?? new(), matrices++, uniforms);

    /// <summary>Adds a layer.</summary>
    /// <param name="outputs">Its units.</param>
    /// <param name="layer">Builds it.</param>
    /// <param name="isSpiking">Whether it puts out spikes.</param>
    /// <param name="isDropped">Whether it makes them real values in passes of training.</param>
    public void Add(int outputs, Func<LayerContext<T>, ILayer<T>> layer, bool isSpiking, bool isDropped = false)
    {
        layers.Add(layer);
        widths.Add(outputs);
        IsSpiking = isSpiking;
        IsDropped = isDropped;
        Units = outputs;
    }
}
