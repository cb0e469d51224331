using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Nir;

/// <summary>A node of a graph in the Neuromorphic Intermediate Representation.</summary>
/// <param name="Type">Its type, such as CubaLIF.</param>
/// <param name="Parameters">Its parameters by their names in the format, such as tau_mem.</param>
internal sealed record NirNode(string Type, IReadOnlyDictionary<string, StoredArray> Parameters)
{
    /// <summary>A node without parameters yet.</summary>
    public NirNode(string type)
        : this(type, new Dictionary<string, StoredArray>())
    {
    }

    /// <summary>The nodes within, where it is a graph itself (NIRGraph).</summary>
    public NirGraph? Graph { get; init; }

    /// <summary>What a program noted beside the parameters, which no other need know; arrays by name.</summary>
    public IReadOnlyDictionary<string, StoredArray> Metadata { get; init; } = new Dictionary<string, StoredArray>();

    /// <summary>The same node with a parameter of numbers in double precision.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="shape">Their shape; none for one axis.</param>
    public NirNode With(string name, double[] values, params int[] shape) => this with
    {
        Parameters = new Dictionary<string, StoredArray>(Parameters) { [name] = new(values, shape.Length == 0 ? [values.Length] : shape) },
    };

    /// <summary>The same node with the number of its units as its shape, as Input and Output have it.</summary>
    public NirNode WithShape(int units) => this with
    {
        Parameters = new Dictionary<string, StoredArray>(Parameters) { ["shape"] = new(new[] { (long)units }, [1]) },
    };

    /// <summary>A parameter as numbers in double precision; none where it is not there.</summary>
    public double[]? Numbers(string name)
    {
        if (!Parameters.TryGetValue(name, out StoredArray? array))
            return null;
        double[] values = new double[array.Count];
        for (int i = 0; i < values.Length; ++i)
            values[i] = array.At(i);
        return values;
    }
}
