namespace Bruno.Oracle;

/// <summary>y = m x with a factor m of each step, batch element and unit; in a pipeline it takes no step of its own.</summary>
public sealed class OracleDropoutLayer(Func<int, int, int, double> factor) : OracleLayer
{
    private int first;
    private int steps;

    /// <inheritdoc/>
    public override double[][][] Forward(double[][][] input)
    {
        (first, steps) = (0, input.Length);
        return Times(input);
    }

    /// <inheritdoc/>
    public override double[][][] Continue(double[][][] input)
    {
        (first, steps) = (first + steps, input.Length);
        return Times(input);
    }

    /// <inheritdoc/>
    public override double[][][] Backward(double[][][] outputGradient) => Times(outputGradient);

    private double[][][] Times(double[][][] x) =>
        x.Select((step, t) => step.Select((row, b) => row.Select((value, i) => factor(first + t, b, i) * value).ToArray()).ToArray()).ToArray();
}
