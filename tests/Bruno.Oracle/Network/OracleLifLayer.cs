namespace Bruno.Oracle;

/// <summary>
/// LIF neurons, or RLIF neurons where the given oracle has recurrent weights; the output is their spikes.
/// Parameters "alpha", "beta" and, with recurrence, "recurrent" ([to][from] row by row).
/// </summary>
public sealed class OracleLifLayer : OracleLayer
{
    private readonly LifOracle template;
    private readonly Dictionary<(int Step, int Element), double[][]> effective = [];
    private LifOracle? current;
    private int first;

    /// <summary>A layer that starts from the values of <paramref name="neurons"/>.</summary>
    public OracleLifLayer(LifOracle neurons)
    {
        template = neurons;
        Parameters["alpha"] = neurons.Alpha.ToArray();
        Parameters["beta"] = neurons.Beta.ToArray();
        if (neurons.Recurrent is not null)
        {
            Parameters["recurrent"] = neurons.Recurrent.SelectMany(row => row).ToArray();
        }
    }

    /// <summary>Whether <see cref="Backward"/> drops the ways back through time.</summary>
    public bool IsSpatial { get; init; }

    /// <summary>The recurrent synapses; where there are none, weights are computed with as they are.</summary>
    public OracleSynapses? Synapses { get; init; }

    /// <summary>The last forward run.</summary>
    public LifOracleTrajectory? Trajectory { get; private set; }

    /// <inheritdoc/>
    public override double[][][] Forward(double[][][] input)
    {
        first = 0;
        effective.Clear();
        current = new LifOracle
        {
            Alpha = Parameters["alpha"],
            Beta = Parameters["beta"],
            Recurrent = template.Recurrent is null ? null : Parameters["recurrent"].Chunk(template.Recurrent.Length).ToArray(),
            RecurrentAt = Synapses is null || template.Recurrent is null ? null : Effective,
            Threshold = template.Threshold,
            Surrogate = template.Surrogate,
            SurrogateBeta = template.SurrogateBeta,
            ClampTie = template.ClampTie,
        };
        Trajectory = current.Forward(input);
        return Trajectory.S;
    }

    /// <inheritdoc/>
    public override double[][][] Continue(double[][][] input)
    {
        first += Trajectory!.Input.Length;
        effective.Clear();
        Trajectory = current!.Forward(input, Trajectory);
        return Trajectory.S;
    }

    /// <inheritdoc/>
    public override double[][][] Backward(double[][][] outputGradient)
    {
        LifOracleGradient g = IsSpatial ? current!.Sltt(Trajectory!, outputGradient) : current!.Backward(Trajectory!, outputGradient);
        Gradients["alpha"] = g.Alpha;
        Gradients["beta"] = g.Beta;
        if (g.Recurrent is not null)
        {
            Gradients["recurrent"] = g.Recurrent.SelectMany(row => row).ToArray();
        }

        return g.Input;
    }

    private double[][] Effective(int t, int b)
    {
        if (!effective.TryGetValue((t, b), out double[][]? weights))
        {
            weights = Synapses!(Parameters["recurrent"], first + t, b).Chunk(template.Recurrent!.Length).ToArray();
            effective[(t, b)] = weights;
        }

        return weights;
    }
}
