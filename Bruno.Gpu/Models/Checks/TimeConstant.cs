using System.Numerics;

namespace Bruno.Gpu.Models.Checks;

/// <summary>One way in which a small deviation from a state goes on.</summary>
/// <param name="Point">The state.</param>
/// <param name="Eigenvalue">The eigenvalue of the Jacobian of the rates, 1/s.</param>
internal sealed record TimeConstant(StatePoint Point, Complex Eigenvalue)
{
    /// <summary>Over how long it shrinks or grows by e, s; infinite where it does neither.</summary>
    public double Seconds => 1 / Math.Abs(Eigenvalue.Real);

    /// <summary>Whether it grows.</summary>
    public bool Grows => Eigenvalue.Real > 0;

    /// <summary>How often it turns, 1/s; 0 where it does not.</summary>
    public double Hertz => Math.Abs(Eigenvalue.Imaginary) / (2 * Math.PI);
}
