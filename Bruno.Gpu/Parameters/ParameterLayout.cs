using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Parameters;

/// <summary>Collects the parameters of a network's layers into one flat array, in the order they are declared.</summary>
internal sealed class ParameterLayout
{
    private readonly List<Parameter> parameters = [];

    /// <summary>All parameters declared so far.</summary>
    public IReadOnlyList<Parameter> Parameters => parameters;

    /// <summary>The number of elements of all of them.</summary>
    public int Length { get; private set; }

    /// <summary>Declares a parameter whose initial values are there.</summary>
    /// <param name="name">layer.array, unique in the network.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initial">Its initial values; as many as the shape holds.</param>
    public Parameter Declare(string name, int[] shape, double[] initial)
    {
        long length = shape.Aggregate(1L, (product, extent) => product * extent);
        return initial.Length == length
            ? Declare(name, shape, () => initial)
            : throw new ArgumentException($"{name}: {initial.Length} initial values for {length} elements.", nameof(initial));
    }

    /// <summary>Declares a parameter whose initial values are made when they are needed.</summary>
    /// <param name="name">layer.array, unique in the network.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initial">Makes as many initial values as the shape holds.</param>
    /// <param name="isTrained">Whether training changes it; the layer leaves its gradient at 0 otherwise.</param>
    /// <param name="low">The smallest value that training leaves it at.</param>
    /// <param name="high">The largest.</param>
    /// <param name="clamp">The range that the network clamps it to, where it does.</param>
    /// <exception cref="DeviceMemoryExceededException">There are more parameters than kernels can index.</exception>
    public Parameter Declare(
        string name, int[] shape, Func<double[]> initial, bool isTrained = true, double low = double.NegativeInfinity,
        double high = double.PositiveInfinity, (double Lowest, double Highest)? clamp = null)
    {
        int length = ArrayLength.Of([.. shape]);
        return Add(new(name, shape, Length, length, initial) { IsTrained = isTrained, Low = low, High = high, Clamp = clamp });
    }

    /// <summary>Declares a trained parameter that is kept within bounds.</summary>
    /// <param name="name">layer.array, unique in the network.</param>
    /// <param name="count">1, or as many as the layer has neurons.</param>
    /// <param name="range">Its bounds.</param>
    /// <param name="initial">Its initial values; in the middle of the bounds where they are not given.</param>
    public Parameter DeclareBounded(string name, int count, TrainedRange range, Func<double[]>? initial = null) =>
        Add(new(name, [count], Length, count, () => initial is null ? new double[count] : Array.ConvertAll(initial(), range.UnboundedOf)) { Range = range });

    private Parameter Add(Parameter parameter)
    {
        Invariant.Holds(parameters.TrueForAll(other => other.Name != parameter.Name), "A name stands for one parameter");
        parameters.Add(parameter);
        Length = ArrayLength.Sum(Length, parameter.Length);
        return parameter;
    }
}
