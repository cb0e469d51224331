namespace Bruno.Gpu.Kernels.Synapses.NonIdealities;

/// <summary>
/// Asymmetry of the two sides: the currents of the G+ and of the G- array pass through circuits of different gain,
/// <c>I = gain+ G+ V - gain- G- V</c> (a mismatch of current mirrors or sense amplifiers; Pelgrom, Duinmaijer and Welbers,
/// IEEE Journal of Solid-State Circuits 24, 1433 (1989)). One and one: none.
/// </summary>
/// <param name="Positive">The gain of the G+ array, 1.</param>
/// <param name="Negative">The gain of the G- array, 1.</param>
public readonly record struct SideGains(double Positive, double Negative);
