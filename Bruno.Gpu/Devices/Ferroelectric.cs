namespace Bruno.Gpu.Devices;

/// <summary>What is shown of neurons on ferroelectric capacitors.</summary>
internal static class Ferroelectric
{
    public static IReadOnlyList<ShownQuantity> Variables { get; } =
    [
        new("membrane_potential", "V", "V", 1) { Column = "membrane_potential_v" },
        new("polarization", "P", "C/m2", 1) { Column = "polarization_c_per_m2", FigureUnit = "µC/cm²", FigureScale = 100 },
    ];

    public static IReadOnlyList<ShownQuantity> Observables { get; } =
        [new("electric_field", "E", "V/m", 1e9) { Column = "electric_field_v_per_m", FigureUnit = "V/nm", FigureScale = 1e-9 }];
}
