using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// The ferroelectric leaky integrate-and-fire neuron (Fehlings et al., arXiv 2505.17791). State: membrane potential V
/// and polarization P (C/m2). With D = t_hzo eps_int + t_int eps_hzo and C = eps0 eps_hzo A / t_hzo + C_par,
/// <code>
/// E      = V eps_int / D - P t_int / (eps0 D)
/// r(E)   = exp(-(E_a / (|E| + E_soft))^alpha) / tau_0
/// dP/dt  = (sgn(E) P_s - P) r(E)
/// I_leak = (I_0 A (exp(V / V_T) - 1) + I_dsc) sgn(V)
/// dV/dt  = (I - I_leak - A dP/dt) / C
/// </code>
/// BRUNO's linearisation holds r constant. A spike puts the neuron at the reset state for one outer step.
/// </summary>
public readonly struct Felif<TReal> : IDevice<Felif<TReal>, TReal, DeviceState<TReal>, Matrix2<TReal>>, ILanewise
    where TReal : unmanaged, IReal<TReal>
{
    private readonly TReal area;
    private readonly TReal inverseCapacitance;
    private readonly TReal fieldPerVolt;
    private readonly TReal depolarizationField;
    private readonly TReal activationField;
    private readonly TReal softField;
    private readonly TReal switchingExponent;
    private readonly TReal largestRate;
    private readonly TReal saturationPolarization;
    private readonly TReal leakageCurrent;
    private readonly TReal inverseLeakageVoltage;
    private readonly TReal dischargeCurrent;
    private readonly TReal threshold;
    private readonly TReal potentialBound;
    private readonly TReal resetPotential;
    private readonly TReal resetPolarization;
    private readonly TReal initialPolarization;
    private readonly TReal signOfZero;
    private readonly TReal firesAtThreshold;

    /// <summary>Derives the constants of the equations, in ms, V, nA, pF, pC and V/nm, from SI parameters.</summary>
    public Felif(FelifParameters parameters)
    {
        double capacitance = PhysicalConstants.VacuumPermittivity * parameters.FerroelectricPermittivity * parameters.Area
            / parameters.FerroelectricThickness + parameters.ParasiticCapacitance;
        double divider = parameters.FerroelectricThickness * parameters.InterfacePermittivity
            + parameters.InterfaceThickness * parameters.FerroelectricPermittivity;

        area = TReal.From(parameters.Area * 1e12);
        inverseCapacitance = TReal.From(1 / (capacitance * 1e12));
        fieldPerVolt = TReal.From(parameters.InterfacePermittivity / divider * 1e-9);
        depolarizationField = TReal.From(parameters.InterfaceThickness / (PhysicalConstants.VacuumPermittivity * divider) * 1e-9);
        activationField = TReal.From(parameters.ActivationField * 1e-9);
        softField = TReal.From(parameters.SoftField * 1e-9);
        switchingExponent = TReal.From(parameters.SwitchingExponent);
        largestRate = TReal.From(1 / (parameters.SwitchingTime * 1e3));
        saturationPolarization = TReal.From(parameters.SaturationPolarization);
        leakageCurrent = TReal.From(parameters.LeakageCurrentDensity * parameters.Area * 1e9);
        inverseLeakageVoltage = TReal.From(1 / parameters.LeakageVoltage);
        dischargeCurrent = TReal.From(parameters.DischargeCurrent * 1e9);
        threshold = TReal.From(parameters.Threshold);
        potentialBound = TReal.From(parameters.PotentialBound);
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
        get => new(-potentialBound, -saturationPolarization);
    }

    /// <inheritdoc/>
    public DeviceState<TReal> Upper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(potentialBound, saturationPolarization);
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TScalar ElectricField<TScalar>(DeviceState<TScalar> state)
        where TScalar : unmanaged, IScalar<TScalar, TReal> =>
        TScalar.Scale(fieldPerVolt, state.Potential) - TScalar.Scale(depolarizationField, state.Internal);

    /// <summary>The rate of domain switching at a field in V/nm, per ms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TScalar SwitchingRate<TScalar>(TScalar field)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        TScalar ratio = TScalar.Constant(activationField) / TScalar.Shift(TScalar.Abs(field), softField);
        return TScalar.Scale(largestRate, TScalar.Exp(-TScalar.PowPositive(ratio, switchingExponent)));
    }

    /// <summary>The leakage at a membrane potential, nA.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TScalar LeakageCurrent<TScalar>(TScalar potential)
        where TScalar : unmanaged, IScalar<TScalar, TReal> =>
        Leakage.Current(potential, leakageCurrent, inverseLeakageVoltage, dischargeCurrent, signOfZero);

    /// <summary>The time derivative of the state, per ms, at an input current in nA.</summary>
    public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
    {
        TScalar field = ElectricField(state);
        TScalar rate = TScalar.Hold(SwitchingRate(field));
        TReal target = Leakage.Sign(field.Value, signOfZero) * saturationPolarization;
        TScalar polarizationRate = (TScalar.Constant(target) - state.Internal) * rate;

        TScalar potentialRate = TScalar.Scale(
            inverseCapacitance,
            current - LeakageCurrent(state.Potential) - TScalar.Scale(area, polarizationRate));

        return new(potentialRate, polarizationRate);
    }
}
