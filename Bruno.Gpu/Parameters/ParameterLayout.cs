namespace Bruno.Gpu.Parameters;

/// <summary>Collects the parameters of a network's layers into one flat array, in the order they are declared.</summary>
public sealed class ParameterLayout
{
    private readonly List<Parameter> parameters = [];

    /// <summary>All parameters declared so far.</summary>
    public IReadOnlyList<Parameter> Parameters => parameters;

    /// <summary>The number of elements of all of them.</summary>
    public int Length { get; private set; }

    /// <summary>Declares a parameter.</summary>
    /// <param name="name">layer.array, unique in the network.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initial">Its initial values; as many as the shape holds.</param>
    public Parameter Declare(string name, int[] shape, double[] initial)
    {
        int length = shape.Aggregate(1, (product, extent) => product * extent);
        if (initial.Length != length)
            throw new ArgumentException($"{name}: {initial.Length} initial values for {length} elements.", nameof(initial));

        Parameter parameter = new(name, shape, Length, length, initial);
        parameters.Add(parameter);
        Length += length;
        return parameter;
    }
}
