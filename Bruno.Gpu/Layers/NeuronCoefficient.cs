using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Layers;

/// <summary>A coefficient of the neurons of a layer: a constant, or what training makes of it.</summary>
/// <param name="Value">What it is, and where training begins.</param>
internal sealed record NeuronCoefficient(double Value)
{
    /// <summary>The array that holds what is trained: one element, or one a neuron from <see cref="Element"/> on; none for a constant.</summary>
    public Parameter? Parameter { get; init; }

    /// <summary>Where it begins in the array.</summary>
    public int Element { get; init; }

    /// <summary>Elements that are its own: 1, or as many as neurons.</summary>
    public int Elements { get; init; } = 1;

    /// <summary>Whether training changes it.</summary>
    public bool IsTrained { get; init; } = true;

    /// <summary>How the array's elements become values: clamped to this range, bounds included, where it is clamped.</summary>
    public (double Lowest, double Highest)? Clamp { get; init; }

    /// <summary>The range that the array's unconstrained elements stand for, where it is not clamped.</summary>
    public TrainedRange? Range { get; init; }
}
