namespace Bruno.Oracle;

/// <summary>
/// Float64 reference of the FeLIF neuron: forward by n explicit Euler micro-steps an outer step; the gradients are in the other parts of this class.
/// Written from the equations alone, independent of the engine.
/// </summary>
public sealed partial class FelifOracle(FelifOracleParameters parameters)
{
    /// <summary>The parameters.</summary>
    public FelifOracleParameters Parameters { get; } = parameters;

    private double MicroStepLength => Parameters.TimeStep / Parameters.MicroSteps;

    /// <summary>The derived constants of one lane.</summary>
    public FelifOracleConstants Constants(int lane) => new(Parameters, lane);

    /// <summary>The right-hand side of one lane at (v, p).</summary>
    public FelifOracleRates Rates(int lane, double v, double p) => new(Constants(lane), Parameters.SignOfZeroIsPlus, v, p);

    /// <summary>
    /// Runs all lanes over current [T][lane]. Null initial states are V = 0, P = p_init, s = 0.
    /// A reset step replaces the result of the micro loop by (v_reset, p_reset), then s = [V >= V_thr] as on any step.
    /// </summary>
    public FelifOracleTrajectory Forward(double[][] current, double[]? initialV = null, double[]? initialP = null, double[]? initialS = null)
    {
        int steps = current.Length;
        int lanes = current[0].Length;
        FelifOracleTrajectory run = new()
        {
            Current = current,
            InitialV = initialV ?? new double[lanes],
            InitialP = initialP ?? Enumerable.Range(0, lanes).Select(lane => Constants(lane).InitialP).ToArray(),
            InitialS = initialS ?? new double[lanes],
            V = OracleGrid.Zeros(steps, lanes),
            P = OracleGrid.Zeros(steps, lanes),
            S = OracleGrid.Zeros(steps, lanes),
        };
        for (int lane = 0; lane < lanes; lane++)
        {
            FelifOracleConstants c = Constants(lane);
            for (int t = 0; t < steps; t++)
            {
                double v = run.VBefore(t, lane);
                double p = run.PBefore(t, lane);
                if (run.IsReset(t, lane))
                {
                    (v, p) = (Parameters.ResetVoltage, c.ResetP);
                }
                else
                {
                    for (int k = 0; k < Parameters.MicroSteps && !Fires(c, v); k++)
                    {
                        (v, p) = MicroStep(c, v, p, current[t][lane]);
                    }
                }

                run.V[t][lane] = v;
                run.P[t][lane] = p;
                run.S[t][lane] = Fires(c, v) ? 1 : 0;
            }
        }

        return run;
    }

    /// <summary>One explicit Euler micro-step of one lane, V and P from the same old state, then the clips.</summary>
    public (double V, double P) MicroStep(int lane, double v, double p, double current) => MicroStep(Constants(lane), v, p, current);

    private (double V, double P) MicroStep(FelifOracleConstants c, double v, double p, double current)
    {
        (double newV, double newP) = Euler(c, new FelifOracleRates(c, Parameters.SignOfZeroIsPlus, v, p), MicroStepLength, v, p, current);
        return (Math.Clamp(newV, -Parameters.VoltageClip, Parameters.VoltageClip), Math.Clamp(newP, -c.Ps, c.Ps));
    }

    /// <summary>One explicit Euler step of length h before the clips.</summary>
    private static (double V, double P) Euler(FelifOracleConstants c, FelifOracleRates f, double h, double v, double p, double current) =>
        (v + (h * (current - f.LeakCurrent - f.SwitchingCurrent) / c.C), p + (h * f.SwitchingCurrent / c.A));

    /// <summary>The threshold test, for the spike and for the freeze alike.</summary>
    private bool Fires(FelifOracleConstants c, double v) => Parameters.FiresAtEquality ? v >= c.Threshold : v > c.Threshold;

    /// <summary>
    /// The recursion that all gradient methods share, backward over the outer steps: the explicit derivatives and s through its surrogate are added
    /// to the adjoint of the state, which <paramref name="pullBack"/> then carries over the step. A reset step cuts the adjoint to 0
    /// (selected, not multiplied: the adjoint may be infinite).
    /// </summary>
    private FelifOracleGradient Backward(FelifOracleTrajectory run, FelifOracleLossGradient loss, PullBack pullBack)
    {
        FelifOracleGradient result = new(OracleGrid.Zeros(run.Steps, run.Lanes), new double[run.Lanes], new double[run.Lanes]);
        for (int lane = 0; lane < run.Lanes; lane++)
        {
            FelifOracleConstants c = Constants(lane);
            double gV = 0;
            double gP = 0;
            for (int t = run.Steps - 1; t >= 0; t--)
            {
                double surrogate = OracleSurrogateDerivative.At(Parameters.Surrogate, Parameters.SurrogateBeta, run.V[t][lane] - c.Threshold);
                gV += (loss.V?[t][lane] ?? 0) + ((loss.S?[t][lane] ?? 0) * surrogate);
                gP += loss.P?[t][lane] ?? 0;
                double gI = 0;
                if (run.IsReset(t, lane))
                {
                    (gV, gP) = (0, 0);
                }
                else
                {
                    (gV, gP, gI) = pullBack(c, run.VBefore(t, lane), run.PBefore(t, lane), run.Current[t][lane], gV, gP);
                }

                result.Current[t][lane] = gI;
            }

            result.InitialV[lane] = gV;
            result.InitialP[lane] = gP;
        }

        return result;
    }

    /// <summary>Adjoint of (V', P') to adjoint of (V, P, I) over one outer step that starts at (v, p).</summary>
    private delegate (double V, double P, double I) PullBack(FelifOracleConstants c, double v, double p, double current, double gV, double gP);
}
