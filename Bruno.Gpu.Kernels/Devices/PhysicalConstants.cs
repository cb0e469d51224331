namespace Bruno.Gpu.Kernels.Devices;

/// <summary>Constants of nature, SI units (CODATA 2018, but for the permittivity).</summary>
internal static class PhysicalConstants
{
    /// <summary>F/m, to the digits of the published runs: the CODATA value differs in the eighth.</summary>
    public const double VacuumPermittivity = 8.8541879239442e-12;

    /// <summary>C.</summary>
    public const double ElementaryCharge = 1.602176634e-19;

    /// <summary>J/K.</summary>
    public const double Boltzmann = 1.380649e-23;

    /// <summary>J s.</summary>
    public const double Planck = 6.62607015e-34;
}
