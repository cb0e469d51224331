namespace Bruno.Oracle;

/// <summary>
/// Float64 reference of the current-based LIF neuron and, with recurrent weights R [to][from], of RLIF. Per step and in this order, all starting at 0:
/// V &lt;- V - stop(V s), s of the step before; the gradient of the whole product is stopped, so a reset passes the adjoint of V unchanged;
/// V &lt;- alpha V + (1 - alpha) I with the I of the step before;
/// I &lt;- beta I + (1 - beta) (x + R s), s of the step before (not stopped here); s = [V >= threshold].
/// alpha and beta are raw values, one for all or one per neuron, clamped to [0.5, 1].
/// </summary>
public sealed partial class LifOracle
{
    /// <summary>Lower bound of alpha and beta.</summary>
    public const double DecayMinimum = 0.5;

    /// <summary>Upper bound of alpha and beta.</summary>
    public const double DecayMaximum = 1;

    /// <summary>Raw alpha, length 1 or neurons.</summary>
    public required double[] Alpha { get; init; }

    /// <summary>Raw beta, length 1 or neurons.</summary>
    public required double[] Beta { get; init; }

    /// <summary>R [to][from], null without recurrence.</summary>
    public double[][]? Recurrent { get; init; }

    /// <summary>The R that a batch element computes with at a step; null where it is always <see cref="Recurrent"/>. dL/dR passes straight through.</summary>
    public Func<int, int, double[][]>? RecurrentAt { get; init; }

    /// <summary>Firing threshold.</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>Stand-in for ds/dV.</summary>
    public OracleSurrogate Surrogate { get; init; } = OracleSurrogate.SuperSpike;

    /// <summary>beta of the surrogate.</summary>
    public double SurrogateBeta { get; init; } = 10;

    /// <summary>Derivative of the clamp of a raw decay exactly on a bound; 1 inside, 0 outside.</summary>
    public double ClampTie { get; init; } = 0.5;

    /// <summary>Runs over input [T][batch][neuron], from zero or from where an earlier run ended.</summary>
    public LifOracleTrajectory Forward(double[][][] input, LifOracleTrajectory? earlier = null)
    {
        int steps = input.Length;
        int batch = input[0].Length;
        int neurons = input[0][0].Length;
        LifOracleTrajectory run = new(
            input, OracleGrid.Zeros(steps, batch, neurons), OracleGrid.Zeros(steps, batch, neurons), OracleGrid.Zeros(steps, batch, neurons))
        {
            Earlier = earlier,
        };
        for (int t = 0; t < steps; t++)
        {
            for (int b = 0; b < batch; b++)
            {
                for (int j = 0; j < neurons; j++)
                {
                    double alpha = Decay(Alpha, j);
                    double beta = Decay(Beta, j);
                    double v = Before(run.V, run.Earlier?.V, t, b, j) * (1 - Before(run.S, run.Earlier?.S, t, b, j));
                    double i = Before(run.I, run.Earlier?.I, t, b, j);
                    run.V[t][b][j] = (alpha * v) + ((1 - alpha) * i);
                    run.I[t][b][j] = (beta * i) + ((1 - beta) * Drive(run, t, b, j));
                    run.S[t][b][j] = run.V[t][b][j] >= Threshold ? 1 : 0;
                }
            }
        }

        return run;
    }

    /// <summary>Gradient of a loss with explicit derivatives dL/ds and dL/dV, arrays [T][batch][neuron]; null is zero.</summary>
    public LifOracleGradient Backward(LifOracleTrajectory run, double[][][]? lossS, double[][][]? lossV = null)
    {
        int steps = run.Input.Length;
        int batch = run.Input[0].Length;
        int neurons = run.Input[0][0].Length;
        LifOracleGradient result = new(
            OracleGrid.Zeros(steps, batch, neurons), new double[Alpha.Length], new double[Beta.Length],
            Recurrent is null ? null : OracleGrid.Zeros(neurons, neurons));
        for (int b = 0; b < batch; b++)
        {
            // Adjoints of V, I and (through R only: the reset's s is stopped) s after step t.
            double[] gV = new double[neurons];
            double[] gI = new double[neurons];
            double[] gS = new double[neurons];
            for (int t = steps - 1; t >= 0; t--)
            {
                double[] gDrive = new double[neurons];
                for (int j = 0; j < neurons; j++)
                {
                    double alpha = Decay(Alpha, j);
                    double beta = Decay(Beta, j);
                    double surrogate = OracleSurrogateDerivative.At(Surrogate, SurrogateBeta, run.V[t][b][j] - Threshold);
                    double v = Before(run.V, run.Earlier?.V, t, b, j) * (1 - Before(run.S, run.Earlier?.S, t, b, j));
                    double i = Before(run.I, run.Earlier?.I, t, b, j);
                    double g = gV[j] + (lossV?[t][b][j] ?? 0) + ((gS[j] + (lossS?[t][b][j] ?? 0)) * surrogate);

                    result.Alpha[j % Alpha.Length] += g * (v - i) * DecaySlope(Alpha, j);
                    result.Beta[j % Beta.Length] += gI[j] * (i - Drive(run, t, b, j)) * DecaySlope(Beta, j);
                    gDrive[j] = gI[j] * (1 - beta);
                    gI[j] = (gI[j] * beta) + (g * (1 - alpha));
                    gV[j] = g * alpha; // not times (1 - s): V s is stopped as a whole
                }

                result.Input[t][b] = gDrive;
                double[][]? recurrent = At(t, b);
                for (int from = 0; from < neurons; from++)
                {
                    gS[from] = 0;
                    for (int to = 0; recurrent is not null && to < neurons; to++)
                    {
                        gS[from] += recurrent[to][from] * gDrive[to];
                        result.Recurrent![to][from] += gDrive[to] * Before(run.S, run.Earlier?.S, t, b, from);
                    }
                }
            }
        }

        return result;
    }

    private static double Before(double[][][] x, double[][][]? earlier, int t, int b, int j) => t == 0 ? earlier?[^1][b][j] ?? 0 : x[t - 1][b][j];

    private static double Decay(double[] raw, int j) => Math.Clamp(OracleGrid.At(raw, j), DecayMinimum, DecayMaximum);

    private double DecaySlope(double[] raw, int j)
    {
        double x = OracleGrid.At(raw, j);
        return x > DecayMinimum && x < DecayMaximum ? 1 : x == DecayMinimum || x == DecayMaximum ? ClampTie : 0;
    }

    /// <summary>x + R s, s of the step before.</summary>
    private double Drive(LifOracleTrajectory run, int t, int b, int to)
    {
        double drive = run.Input[t][b][to];
        double[][]? recurrent = At(t, b);
        for (int from = 0; recurrent is not null && from < recurrent[to].Length; from++)
        {
            drive += recurrent[to][from] * Before(run.S, run.Earlier?.S, t, b, from);
        }

        return drive;
    }

    private double[][]? At(int t, int b) => RecurrentAt?.Invoke(t, b) ?? Recurrent;
}
