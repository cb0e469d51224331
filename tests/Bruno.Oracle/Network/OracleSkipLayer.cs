namespace Bruno.Oracle;

/// <summary>y = x + what an earlier entry of the stack puts out at the same step.</summary>
public sealed class OracleSkipLayer(int from) : OracleLayer
{
    /// <summary>The number of the earlier entry.</summary>
    public int From { get; } = from;

    /// <summary>The output of the earlier entry, set before each run.</summary>
    public double[][][] Added { get; set; } = [];

    /// <inheritdoc/>
    public override double[][][] Forward(double[][][] input) => OracleGrid.Sum(input, Added);

    /// <inheritdoc/>
    public override double[][][] Backward(double[][][] outputGradient) => outputGradient;
}
