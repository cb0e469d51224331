namespace Bruno.Oracle;

/// <summary>
/// The right-hand side at one state, in the scaled units: f_P = (sgn(E) P_s - P) r, I_p = A f_P, f_V = (I - I_leak - I_p) / C,
/// and what its Jacobian is made of.
/// </summary>
public readonly record struct FelifOracleRates
{
    /// <summary>Evaluates field, rate, currents and their derivatives at (v, p).</summary>
    public FelifOracleRates(FelifOracleConstants c, bool signOfZeroIsPlus, double v, double p)
    {
        Field = (v * c.Cap) - (p * c.Depol);
        double signE = Sign(Field, signOfZeroIsPlus);
        double signV = Sign(v, signOfZeroIsPlus);

        // r = exp(-(E_a / (|E| + soft))^alpha) / tau_0
        double softened = Math.Abs(Field) + c.Soft;
        double power = Math.Pow(c.ActivationField / softened, c.Alpha);
        Rate = Math.Exp(-power) / c.Tau0;

        // dr/dE = r alpha (E_a / (|E| + soft))^alpha / (|E| + soft) sgn(E)
        RateSlope = Rate == 0 ? 0 : Rate * c.Alpha * power / softened * signE;

        Drive = (signE * c.Ps) - p;
        SwitchingCurrent = Drive * c.A * Rate;
        double expm1 = ExpMinusOne(v / c.Vt);
        LeakCurrent = ((c.I0 * c.A * expm1) + c.Idsc) * signV;
        LeakSlope = c.I0 * c.A / c.Vt * Math.Exp(v / c.Vt) * signV;
    }

    /// <summary>E.</summary>
    public double Field { get; }

    /// <summary>r(E), 1/s.</summary>
    public double Rate { get; }

    /// <summary>dr/dE.</summary>
    public double RateSlope { get; }

    /// <summary>sgn(E) P_s - P.</summary>
    public double Drive { get; }

    /// <summary>I_p = A dP/dt.</summary>
    public double SwitchingCurrent { get; }

    /// <summary>I_leak.</summary>
    public double LeakCurrent { get; }

    /// <summary>dI_leak/dV, sgn(V) held constant: 0 at V = 0 where sgn(0) = 0.</summary>
    public double LeakSlope { get; }

    private static double Sign(double x, bool zeroIsPlus) => zeroIsPlus ? Math.CopySign(1, x) : x > 0 ? 1 : x < 0 ? -1 : 0;

    /// <summary>exp(x) - 1 without cancellation: 2 exp(x/2) sinh(x/2), exact to rounding for every x.</summary>
    private static double ExpMinusOne(double x) => 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);
}
