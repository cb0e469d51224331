namespace Bruno.Oracle;

/// <summary>
/// The FeLIF neuron solved to convergence in float64: Radau IIA of three stages (order five) with Newton's method, steps halved until two half
/// steps agree with a whole one, and every change of the right-hand side (V through 0, at the threshold, at a clip) located by bisection.
/// Where both sides of V = 0 drive V towards it, V stays at 0 until one side no longer does; likewise at a clip. That is the limit of ever
/// shorter Euler steps.
/// </summary>
public sealed class FelifConvergedOracle(FelifOracleParameters parameters)
{
    private const double Tolerance = 2e-9;
    private const double ShortestStep = 1e-18;

    private static readonly double Root6 = Math.Sqrt(6);

    private static readonly double[,] A =
    {
        { (88 - (7 * Root6)) / 360, (296 - (169 * Root6)) / 1800, (-2 + (3 * Root6)) / 225 },
        { (296 + (169 * Root6)) / 1800, (88 + (7 * Root6)) / 360, (-2 - (3 * Root6)) / 225 },
        { (16 - Root6) / 36, (16 + Root6) / 36, 1.0 / 9 },
    };

    /// <summary>What the neuron does between two changes: the sign of V that the leak goes by, and whether V is held.</summary>
    private readonly record struct Regime(int Side, bool Holds);

    /// <summary>Runs all lanes from rest over current [T][lane].</summary>
    public FelifOracleTrajectory Forward(double[][] current)
    {
        int lanes = current[0].Length;
        FelifOracleTrajectory run = new()
        {
            Current = current,
            InitialV = new double[lanes],
            InitialP = Enumerable.Range(0, lanes).Select(lane => new FelifOracleConstants(parameters, lane).InitialP).ToArray(),
            InitialS = new double[lanes],
            V = OracleGrid.Zeros(current.Length, lanes),
            P = OracleGrid.Zeros(current.Length, lanes),
            S = OracleGrid.Zeros(current.Length, lanes),
        };
        for (int lane = 0; lane < lanes; lane++)
        {
            FelifOracleConstants c = new(parameters, lane);
            for (int t = 0; t < run.Steps; t++)
            {
                (double v, double p) = run.IsReset(t, lane)
                    ? (parameters.ResetVoltage, c.ResetP)
                    : OuterStep(lane, run.VBefore(t, lane), run.PBefore(t, lane), current[t][lane]);
                (run.V[t][lane], run.P[t][lane], run.S[t][lane]) = (v, p, v >= c.Threshold ? 1 : 0);
            }
        }

        return run;
    }

    /// <summary>The state one outer step after (v, p); at the threshold if it is reached.</summary>
    public (double V, double P) OuterStep(int lane, double v, double p, double current)
    {
        FelifOracleConstants c = new(parameters, lane);
        double left = parameters.TimeStep;
        double h = left / 64;
        while (left > 0 && v < c.Threshold)
        {
            Regime regime = Enter(c, v, p, current);
            h = Math.Min(h, left);
            (double V, double P)? next = Attempt(c, regime, v, p, current, h, out double error);
            if (next is null || error > Tolerance)
            {
                if (h < ShortestStep)
                {
                    throw new InvalidOperationException($"No step from V = {v}, P = {p} at {current}.");
                }

                h *= next is null ? 0.2 : Math.Max(0.1, 0.9 * Math.Pow(Tolerance / error, 1.0 / 6));
                continue;
            }

            double taken = h;
            double? level = null;
            if (IsLeft(c, regime, next.Value, current, ref level))
            {
                // The first half of the bracket has left the regime or it has not.
                double early = 0;
                for (int i = 0; i < 60; i++)
                {
                    double middle = (early + taken) / 2;
                    (double V, double P) at = Attempt(c, regime, v, p, current, middle, out _)!.Value;
                    if (IsLeft(c, regime, at, current, ref level))
                    {
                        taken = middle;
                        next = at;
                    }
                    else
                    {
                        early = middle;
                    }
                }
            }

            (v, p) = (level ?? next.Value.V, next.Value.P);
            left = taken == left ? 0 : left - taken;
            h *= Math.Min(4, 0.9 * Math.Pow(Tolerance / Math.Max(error, 1e-30), 1.0 / 6));
        }

        return (v, p);
    }

    /// <summary>The regime that a state is in, or enters.</summary>
    private Regime Enter(FelifOracleConstants c, double v, double p, double current)
    {
        if (v == 0)
        {
            double above = Slope(c, new(1, false), v, p, current).V;
            double below = Slope(c, new(-1, false), v, p, current).V;
            return above < 0 && below > 0 ? new(1, true) : new(above < 0 ? -1 : 1, false);
        }

        Regime free = new(Math.Sign(v), false);
        double rate = Slope(c, free, v, p, current).V;
        bool holds = (v >= parameters.VoltageClip && rate > 0) || (v <= -parameters.VoltageClip && rate < 0);
        return free with { Holds = holds };
    }

    /// <summary>Whether a state is beyond the regime; then also the level that V stops at, if it moves.</summary>
    private bool IsLeft(FelifOracleConstants c, Regime regime, (double V, double P) at, double current, ref double? level)
    {
        if (regime.Holds)
        {
            return at.V == 0
                ? Slope(c, new(1, false), 0, at.P, current).V >= 0 || Slope(c, new(-1, false), 0, at.P, current).V <= 0
                : Slope(c, regime with { Holds = false }, at.V, at.P, current).V * at.V < 0;
        }

        double? met = at.V * regime.Side < 0 ? 0
            : at.V > Math.Min(c.Threshold, parameters.VoltageClip) ? Math.Min(c.Threshold, parameters.VoltageClip)
            : at.V < -parameters.VoltageClip ? -parameters.VoltageClip : null;
        level = met ?? level;
        return met is not null;
    }

    /// <summary>Two half steps, and by how much a whole one differs, in volts; null where Newton's method fails.</summary>
    private static (double V, double P)? Attempt(
        FelifOracleConstants c, Regime regime, double v, double p, double current, double h, out double error)
    {
        error = double.PositiveInfinity;
        if (Radau(c, regime, v, p, current, h) is not { } whole
            || Radau(c, regime, v, p, current, h / 2) is not { } half
            || Radau(c, regime, half.V, half.P, current, h / 2) is not { } both)
        {
            return null;
        }

        error = Math.Max(Math.Abs(whole.V - both.V), c.A / c.C * Math.Abs(whole.P - both.P)) / 31;
        return both;
    }

    private static (double V, double P)? Radau(FelifOracleConstants c, Regime regime, double v, double p, double current, double h)
    {
        // Unknowns: the increments of V at the three stages, then those of P.
        double[] z = new double[6];
        double scale = c.A / c.C;
        for (int iteration = 0; iteration < 20; iteration++)
        {
            double[,] matrix = new double[6, 7];
            for (int i = 0; i < 6; i++)
            {
                matrix[i, i] = 1;
                matrix[i, 6] = -z[i];
            }

            for (int j = 0; j < 3; j++)
            {
                (double V, double P) f = Slope(c, regime, v + z[j], p + z[3 + j], current);
                (double vv, double vp, double pv, double pp) = Derivative(c, regime, v + z[j], p + z[3 + j]);
                for (int i = 0; i < 3; i++)
                {
                    double a = h * A[i, j];
                    matrix[i, j] -= a * vv;
                    matrix[i, 3 + j] -= a * vp;
                    matrix[3 + i, j] -= a * pv;
                    matrix[3 + i, 3 + j] -= a * pp;
                    matrix[i, 6] += a * f.V;
                    matrix[3 + i, 6] += a * f.P;
                }
            }

            double[] change = Solve(matrix);
            double size = 0;
            for (int i = 0; i < 6; i++)
            {
                z[i] += change[i];
                size = Math.Max(size, Math.Abs(change[i]) * (i < 3 ? 1 : scale));
            }

            if (!double.IsFinite(size) || size > 100)
            {
                return null;
            }

            if (size < 1e-12)
            {
                return (v + z[2], p + z[5]);
            }
        }

        return null;
    }

    private static (double V, double P) Slope(FelifOracleConstants c, Regime regime, double v, double p, double current)
    {
        FelifOracleRates f = new(c, false, v, p);
        double leak = regime.Side * ((c.I0 * c.A * ExpMinusOne(v / c.Vt)) + c.Idsc);
        return (regime.Holds ? 0 : (current - leak - f.SwitchingCurrent) / c.C, f.SwitchingCurrent / c.A);
    }

    private static (double VV, double VP, double PV, double PP) Derivative(FelifOracleConstants c, Regime regime, double v, double p)
    {
        FelifOracleRates f = new(c, false, v, p);
        double pv = f.Drive * f.RateSlope * c.Cap;
        double pp = -f.Rate - (f.Drive * f.RateSlope * c.Depol);
        double leakSlope = regime.Side * c.I0 * c.A / c.Vt * Math.Exp(v / c.Vt);
        return regime.Holds ? (0, 0, pv, pp) : ((-leakSlope - (c.A * pv)) / c.C, -c.A * pp / c.C, pv, pp);
    }

    private static double ExpMinusOne(double x) => 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);

    /// <summary>Gaussian elimination with pivots by column of a matrix with its right-hand side.</summary>
    private static double[] Solve(double[,] m)
    {
        int n = m.GetLength(0);
        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(m[i, k]));
            for (int j = k; j <= n; j++)
            {
                (m[k, j], m[pivot, j]) = (m[pivot, j], m[k, j]);
            }

            for (int i = k + 1; i < n; i++)
            {
                double factor = m[i, k] / m[k, k];
                for (int j = k; j <= n; j++)
                {
                    m[i, j] -= factor * m[k, j];
                }
            }
        }

        double[] x = new double[n];
        for (int i = n - 1; i >= 0; i--)
        {
            double sum = m[i, n];
            for (int j = i + 1; j < n; j++)
            {
                sum -= m[i, j] * x[j];
            }

            x[i] = sum / m[i, i];
        }

        return x;
    }
}
