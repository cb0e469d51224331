using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// The leaky integrate-and-fire neuron on a physics-based ferroelectric capacitor, Heracles (Fehlings et al., arXiv 2410.07791).
/// State: membrane potential V and polarization P (C/m2). A layer of the electrodes is depleted, over the widths w_d under
/// domains that point down and w_u under those that point up, whose share is pi,
/// <code>
/// pi      = (P_s + P) / (2 P_s)
/// w_d     = (eps0 eps_fe V / t_fe + q_fix) / (e n)         w_u = |eps0 eps_fe V / t_fe - q_fix| / (e n)
/// w       = w_d w_u / (pi w_u + (1 - pi) w_d)
/// C       = 1 / (1 / (eps0 eps_fe A / t_fe + C_par) + w / (eps0 eps_depl A))
/// E       = (V eps_depl - P w / eps0) / (t_fe eps_depl + w eps_fe)
/// W       = (E - E_off) d_e
/// k_down  = (kB T / h) exp(-max(W_b - W, 0) / (kB T))      k_up = (kB T / h) exp(-max(W_b + W, 0) / (kB T))
/// dP/dt   = k_down (P_s - P) - k_up (P_s + P)
/// dV/dt   = (I - I_leak - A dP/dt) / C
/// </code>
/// with the <see cref="Leakage"/> of the circuit. BRUNO's linearisation holds w, and so C, the leakage and the rates k constant
/// (with the derivatives of k it explodes, as FeLIF's does with that of r). A spike puts the neuron at the reset state for one
/// outer step.
/// </summary>
public readonly struct Heracles<TReal> : IDevice<Heracles<TReal>, TReal, DeviceState<TReal>, Matrix2<TReal>>, ILanewise
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>A charge that is nothing beside any other, C/m2.</summary>
    private const double SmallestCharge = 1e-30;

    private readonly TReal area;
    private readonly TReal chargePerVolt;
    private readonly TReal fixedCharge;
    private readonly TReal widthPerCharge;
    private readonly TReal inverseSpan;
    private readonly TReal inverseCapacitance;
    private readonly TReal inverseCapacitancePerWidth;
    private readonly TReal depletionPermittivity;
    private readonly TReal ferroelectricPermittivity;
    private readonly TReal ferroelectricLayer;
    private readonly TReal inverseVacuumPermittivity;
    private readonly TReal offsetField;
    private readonly TReal barrierDistance;
    private readonly TReal barrier;
    private readonly TReal halfEndsAtZero;
    private readonly TReal minusInverseThermalEnergy;
    private readonly TReal attemptRate;
    private readonly TReal saturationPolarization;
    private readonly TReal leakageCurrent;
    private readonly TReal inverseLeakageVoltage;
    private readonly TReal dischargeCurrent;
    private readonly TReal threshold;
    private readonly TReal lowerPotential;
    private readonly TReal upperPotential;
    private readonly TReal resetPotential;
    private readonly TReal resetPolarization;
    private readonly TReal initialPolarization;
    private readonly TReal signOfZero;
    private readonly TReal firesAtThreshold;

    /// <summary>Derives the constants of the equations, in ms, V, nA, pF, pC, nm and eV, from SI parameters.</summary>
    public Heracles(HeraclesParameters parameters)
    {
        const double permittivity = PhysicalConstants.VacuumPermittivity;
        double perVolt = permittivity * parameters.FerroelectricPermittivity / parameters.FerroelectricThickness;
        double thermalEnergy = PhysicalConstants.Boltzmann * parameters.Temperature;

        area = TReal.From(parameters.Area * 1e12);
        chargePerVolt = TReal.From(perVolt);
        fixedCharge = TReal.From(parameters.FixedCharge);
        widthPerCharge = TReal.From(1e9 / (PhysicalConstants.ElementaryCharge * parameters.CarrierDensity));
        inverseSpan = TReal.From(1 / (2 * parameters.SaturationPolarization));
        inverseCapacitance = TReal.From(1 / ((perVolt * parameters.Area + parameters.ParasiticCapacitance) * 1e12));
        inverseCapacitancePerWidth = TReal.From(1e-21 / (permittivity * parameters.DepletionPermittivity * parameters.Area));
        depletionPermittivity = TReal.From(parameters.DepletionPermittivity);
        ferroelectricPermittivity = TReal.From(parameters.FerroelectricPermittivity);
        ferroelectricLayer = TReal.From(parameters.FerroelectricThickness * parameters.DepletionPermittivity * 1e9);
        inverseVacuumPermittivity = TReal.From(1e-9 / permittivity);
        offsetField = TReal.From(parameters.OffsetField * 1e-9);
        barrierDistance = TReal.From(parameters.BarrierDistance * 1e9);
        barrier = TReal.From(parameters.Barrier);
        halfEndsAtZero = TReal.From(parameters.BarrierEndsAtZero != 0 ? 0.5 : 0);
        minusInverseThermalEnergy = TReal.From(-PhysicalConstants.ElementaryCharge / thermalEnergy);
        attemptRate = TReal.From(thermalEnergy / PhysicalConstants.Planck * 1e-3);
        saturationPolarization = TReal.From(parameters.SaturationPolarization);
        leakageCurrent = TReal.From(parameters.LeakageCurrentDensity * parameters.Area * 1e9);
        inverseLeakageVoltage = TReal.From(1 / parameters.LeakageVoltage);
        dischargeCurrent = TReal.From(parameters.DischargeCurrent * 1e9);
        threshold = TReal.From(parameters.Threshold);
        lowerPotential = TReal.From(parameters.LowerPotential);
        upperPotential = TReal.From(parameters.UpperPotential);
        resetPotential = TReal.From(parameters.ResetPotential);
        resetPolarization = TReal.From(parameters.ResetPolarization ?? -parameters.SaturationPolarization);
        initialPolarization = TReal.From(parameters.InitialPolarization ?? -parameters.SaturationPolarization);
        signOfZero = TReal.From(parameters.SignOfZero);
        firesAtThreshold = TReal.From(parameters.FiresAtThreshold != 0 ? 1 : 0);
    }

    /// <inheritdoc/>
    public DeviceState<TReal> Initial => new(TReal.From(0), initialPolarization);

    /// <inheritdoc/>
    public DeviceState<TReal> Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(lowerPotential, -saturationPolarization);
    }

    /// <inheritdoc/>
    public DeviceState<TReal> Upper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(upperPotential, saturationPolarization);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TReal> Reset(DeviceState<TReal> before) => new(resetPotential, resetPolarization);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Matrix2<TReal> ResetDerivative(DeviceState<TReal> before) => Matrix2<TReal>.Diagonal(TReal.From(0));

    /// <inheritdoc/>
    public static bool FiresByPotential => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Fires(DeviceState<TReal> state) =>
        firesAtThreshold > TReal.From(0) ? state.Potential >= threshold : state.Potential > threshold;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal Excess(DeviceState<TReal> state) => state.Potential - threshold;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TReal> ExcessGradient(DeviceState<TReal> state) => new(TReal.From(1), TReal.From(0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceState<TReal> Rates(DeviceState<TReal> state, TReal current) => Rates<TReal>(state, current);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> Differentiate<THold>(DeviceState<TReal> state, TReal current)
        where THold : unmanaged, IHoldPolicy => RateDifferentiation.Of(
        Rates(RateDifferentiation.State<TReal, THold>(state), RateDifferentiation.Input<TReal, THold>(current)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RateDerivatives<TReal, DeviceState<TReal>, Matrix2<TReal>> DifferentiateByState<THold>(DeviceState<TReal> state, TReal current)
        where THold : unmanaged, IHoldPolicy => RateDifferentiation.Of(
        Rates(RateDifferentiation.StateAlone<TReal, THold>(state), Dual<TReal, THold, DeviceState<TReal>>.Constant(current)));

    /// <inheritdoc/>
    public static int Observables => 1;

    /// <summary>The electric field in the device, V/nm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal Observable(int index, DeviceState<TReal> state, TReal current) => ElectricField(state);

    /// <summary>The electric field in the device, V/nm.</summary>
    public TScalar ElectricField<TScalar>(DeviceState<TScalar> state)
        where TScalar : unmanaged, IScalar<TScalar, TReal> => ElectricField(state, DepletionWidth(state));

    /// <summary>The mean width that is depleted, nm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TScalar DepletionWidth<TScalar>(DeviceState<TScalar> state)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        TScalar charge = TScalar.Scale(chargePerVolt, state.Potential);
        TScalar down = TScalar.Shift(charge, fixedCharge), up = TScalar.Abs(TScalar.Shift(charge, -fixedCharge));

        // P is clipped to P_s, so that no share comes out below 0. Where the up domains are not depleted and all domains are up, the sum is 0.
        TScalar shareUp = TScalar.Scale(inverseSpan, TScalar.Shift(state.Internal, saturationPolarization));
        TScalar shareDown = TScalar.Scale(inverseSpan, TScalar.Shift(-state.Internal, saturationPolarization));
        TScalar weighted = TScalar.Shift(shareUp * up + shareDown * down, TReal.From(SmallestCharge));
        return TScalar.Scale(widthPerCharge, down * up / weighted);
    }

    /// <summary>The time derivative of the state, per ms, at an input current in nA.</summary>
    public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        TScalar width = TScalar.HoldSlow(DepletionWidth(state));
        TScalar gain = TScalar.Scale(barrierDistance, TScalar.Shift(ElectricField(state, width), -offsetField));
        TScalar polarizationRate = TScalar.Hold(RateOver(gain)) * TScalar.Shift(-state.Internal, saturationPolarization)
            - TScalar.Hold(RateOver(-gain)) * TScalar.Shift(state.Internal, saturationPolarization);

        TScalar leakage = TScalar.HoldSlow(Leakage.Current(
            state.Potential, leakageCurrent, inverseLeakageVoltage, dischargeCurrent, signOfZero));
        TScalar perCapacitance = TScalar.Shift(TScalar.Scale(inverseCapacitancePerWidth, width), inverseCapacitance);
        return new((current - leakage - TScalar.Scale(area, polarizationRate)) * perCapacitance, polarizationRate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TScalar ElectricField<TScalar>(DeviceState<TScalar> state, TScalar width)
        where TScalar : unmanaged, IScalar<TScalar, TReal> =>
        (TScalar.Scale(depletionPermittivity, state.Potential) - TScalar.Scale(inverseVacuumPermittivity, state.Internal) * width)
        / TScalar.Shift(TScalar.Scale(ferroelectricPermittivity, width), ferroelectricLayer);

    /// <summary>The rate over a barrier that is lowered by an energy in eV, per ms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TScalar RateOver<TScalar>(TScalar gain)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        // x + (|x| - x) / 2 is max(x, 0), and without the half x.
        TScalar height = TScalar.Shift(-gain, barrier);
        height += TScalar.Scale(halfEndsAtZero, TScalar.Abs(height) - height);
        return TScalar.Scale(attemptRate, TScalar.Exp(TScalar.Scale(minusInverseThermalEnergy, height)));
    }
}
