namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>What the potential and the flow of a node are.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Potential">The access to the potential, <c>V</c>; empty where there is none.</param>
/// <param name="PotentialUnit">The unit of the potential.</param>
/// <param name="Flow">The access to the flow, <c>I</c>; empty where there is none.</param>
/// <param name="FlowUnit">The unit of the flow.</param>
internal sealed record Discipline(string Name, string Potential, string PotentialUnit, string Flow, string FlowUnit)
{
    /// <summary>The standard disciplines.</summary>
    public static IReadOnlyList<Discipline> Standard { get; } =
    [
        new("electrical", "V", "V", "I", "A"), new("voltage", "V", "V", "", ""), new("current", "", "", "I", "A"), new("thermal", "Temp", "K", "Pwr", "W"),
        new("magnetic", "MMF", "A", "Phi", "Wb"), new("kinematic", "Pos", "m", "F", "N"), new("kinematic_v", "Vel", "m/s", "F", "N"),
        new("rotational", "Theta", "", "Tau", "N m"), new("rotational_omega", "Omega", "1/s", "Tau", "N m"),
    ];
}
