namespace Bruno.Gpu.Parameters;

/// <summary>An array of a layer and its place among all parameters of the network.</summary>
/// <param name="Name">layer.array, unique in the network.</param>
/// <param name="Shape">Its shape; weights are [inputs, outputs].</param>
/// <param name="Offset">Where it begins in the flat array of all parameters.</param>
/// <param name="Length">Its number of elements.</param>
/// <param name="Initial">Makes its initial values; a network that is only planned has none made.</param>
internal sealed record Parameter(string Name, int[] Shape, int Offset, int Length, Func<double[]> Initial)
{
    /// <summary>The kind of the weights of synapses.</summary>
    public const string Weights = "weights";

    /// <summary>The kind of the weights of recurrent synapses.</summary>
    public const string Recurrent = "recurrent";

    /// <summary>The kind of delays.</summary>
    public const string Delays = "delays";

    /// <summary>What kind of parameter it is: the last part of its name.</summary>
    public string Kind => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>The smallest value that training leaves it at.</summary>
    public double Low { get; init; } = double.NegativeInfinity;

    /// <summary>The largest value that training leaves it at.</summary>
    public double High { get; init; } = double.PositiveInfinity;

    /// <summary>Where the network computes with the stored number clamped to a range, this one.</summary>
    public (double Lowest, double Highest)? Clamp { get; init; }

    /// <summary>Whether training changes it; the gradient of one that it does not is 0.</summary>
    public bool IsTrained { get; init; } = true;

    /// <summary>Where it is kept within bounds, these: what is stored is the u of <see cref="TrainedRange"/>, which starts at 0.</summary>
    public TrainedRange? Range { get; init; }

    /// <summary>What a stored number stands for: itself, the value of u, or what is left of it by the clamp.</summary>
    public double ValueOf(double stored) =>
        Range is { } range ? range.ValueOf(stored)
        : Clamp is { } clamp ? Math.Clamp(stored, clamp.Lowest, clamp.Highest)
        : stored;
}
