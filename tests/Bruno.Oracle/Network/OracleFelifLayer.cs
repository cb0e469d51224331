namespace Bruno.Oracle;

/// <summary>
/// FeLIF neurons; the input is their current in 1/S ampere, the output their spikes. <paramref name="gradient"/> chooses the gradient method, for example
/// <c>(o, run, loss) => o.Bruno(run, loss, BrunoOracleVariant.Primary)</c>.
/// </summary>
public sealed class OracleFelifLayer(
    FelifOracle neurons,
    Func<FelifOracle, FelifOracleTrajectory, FelifOracleLossGradient, FelifOracleGradient> gradient) : OracleLayer
{
    private int batch;

    /// <summary>The last forward run, lane = batch * neurons + neuron.</summary>
    public FelifOracleTrajectory? Trajectory { get; private set; }

    /// <inheritdoc/>
    public override double[][][] Forward(double[][][] input)
    {
        batch = input[0].Length;
        Trajectory = neurons.Forward(OracleGrid.Lanes(input));
        return OracleGrid.Batches(Trajectory.S, batch);
    }

    /// <inheritdoc/>
    public override double[][][] Continue(double[][][] input)
    {
        Trajectory = neurons.Forward(OracleGrid.Lanes(input), Trajectory!.V[^1], Trajectory.P[^1], Trajectory.S[^1]);
        return OracleGrid.Batches(Trajectory.S, batch);
    }

    /// <inheritdoc/>
    public override double[][][] Backward(double[][][] outputGradient) =>
        OracleGrid.Batches(gradient(neurons, Trajectory!, new FelifOracleLossGradient(OracleGrid.Lanes(outputGradient))).Current, batch);
}
