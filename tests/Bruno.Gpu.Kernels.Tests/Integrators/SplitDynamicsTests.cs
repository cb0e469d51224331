using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>
/// Predicted steps against the phi functions themselves, phi1(z) = (e^z - 1) / z and phi2(z) = (phi1(z) - 1) / z, of a potential that does not act
/// on the internal variable: V' = d + s V + f P, P' = r + k P.
/// </summary>
public sealed class SplitDynamicsTests
{
    [Theory]
    [InlineData(-0.4, 0.3)]
    [InlineData(0.4, 0.3)]
    [InlineData(-5, 0.3)]
    [InlineData(-5, 2)]
    public void TheInternalVariableFollowsItsExponentialFunction(double k, double h)
    {
        SplitDynamics<Float64> dynamics = Dynamics(drift: 0, slow: 0, feedback: 0, rate: 7, k);
        Assert.Equal(h * 7 * Phi1(h * k), dynamics.Over(new(h)).Internal.Number, 1e-9);
    }

    /// <summary>Slow eigenvalues are taken by rational functions, exact up to the fourth power and to the third.</summary>
    [Theory]
    [InlineData(-0.4)]
    [InlineData(0.4)]
    public void ThePotentialFollowsItsDriftAndWhatIsFedBack(double slow)
    {
        const double H = 0.5, X = 1e-4;
        double x = H * slow;
        Assert.Equal(H * 3 * Phi1(x), Dynamics(3, slow, feedback: 0, rate: 0, k: -1).Over(new(H)).Drift.Number, 3 * H * X);

        // P rises along a line: feedback times rate times h^2 phi2(s h).
        double fed = Dynamics(drift: 0, slow, feedback: 2, rate: 5, k: 0).Over(new(H)).Drift.Number;
        Assert.Equal(2 * 5 * H * H * Phi2(x), fed, 2 * 5 * H * H * 4 * X);
    }

    [Theory]
    [InlineData(0.9, -3, 1, false)]
    [InlineData(1.1, -3, 1, true)]
    [InlineData(-3, 0.9, 1, false)]
    [InlineData(-3, 1.1, 1, true)]
    [InlineData(-3, 1.1, 0.9, false)]
    public void WhatGrowsMoreThanEFoldIsNotTrusted(double slow, double k, double h, bool isUnstable) =>
        Assert.Equal(isUnstable, SplitDynamics<Float64>.IsUnstable(Dynamics(1, slow, 0, 1, k), new(h)));

    private static double Phi1(double z) => Math.Abs(z) < 1e-3 ? 1 + z / 2 + z * z / 6 : (Math.Exp(z) - 1) / z;

    private static double Phi2(double z) => (Phi1(z) - 1) / z;

    private static SplitDynamics<Float64> Dynamics(double drift, double slow, double feedback, double rate, double k)
    {
        Matrix2<Float64> jacobian = Matrix2<Float64>.Diagonal(new(0)).With(0, new(new(slow), new(0))).With(1, new(new(feedback), new(k)));
        RateDerivatives<Float64, DeviceState<Float64>, Matrix2<Float64>> rates = new(new(new(drift), new(rate)), jacobian, default);

        // Ranges so small that no slope counts as the stiff direction: feedback stays feedback.
        return new(rates, new(1e-9), isHeld: false);
    }
}
