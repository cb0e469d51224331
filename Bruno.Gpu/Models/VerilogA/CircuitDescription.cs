namespace Bruno.Gpu.Models.VerilogA;

/// <summary>
/// What makes a neuron of a device: the circuit around it, what fires and what resets. What is not given has a default that the import writes
/// into the model and names.
/// </summary>
internal sealed record CircuitDescription
{
    /// <summary>The module, where the file has several.</summary>
    public string? Module { get; init; }

    /// <summary>The parameter that is the time step of the module's own integration.</summary>
    public string? TimeStep { get; init; }

    /// <summary>Values of parameters in place of the module's.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();

    /// <summary>Where terminals go: <c>membrane</c>, <c>ground</c>, <c>supply</c>, <c>open</c>.</summary>
    public IReadOnlyDictionary<string, string> Terminals { get; init; } = new Dictionary<string, string>();

    /// <summary>Capacitances from nodes to ground.</summary>
    public IReadOnlyDictionary<string, CircuitValue> Capacitances { get; init; } = new Dictionary<string, CircuitValue>();

    /// <summary>Time constants, s, of potentials of nodes and flows of branches that follow from themselves: they become states.</summary>
    public IReadOnlyDictionary<string, CircuitValue> Relaxations { get; init; } = new Dictionary<string, CircuitValue>();

    /// <summary>Units of parameters and variables that the module does not tell.</summary>
    public IReadOnlyDictionary<string, string> Units { get; init; } = new Dictionary<string, string>();

    /// <summary>The membrane capacitance, F.</summary>
    public CircuitValue? Capacitance { get; init; }

    /// <summary>The conductance beside the device, S.</summary>
    public CircuitValue? LeakConductance { get; init; }

    /// <summary>The resistance beside the device, ohm.</summary>
    public CircuitValue? LeakResistance { get; init; }

    /// <summary>The potential that the leak goes to, V.</summary>
    public CircuitValue? LeakPotential { get; init; }

    /// <summary>The resistance between membrane and device, ohm.</summary>
    public CircuitValue? SeriesResistance { get; init; }

    /// <summary>The potential of terminals that go to the supply, V.</summary>
    public CircuitValue? Supply { get; init; }

    /// <summary>The range of the input, A.</summary>
    public CircuitValue? InputLow { get; init; }

    /// <summary>The range of the input, A.</summary>
    public CircuitValue? InputHigh { get; init; }

    /// <summary>What is said of variables, the potential <c>V</c> among them.</summary>
    public IReadOnlyDictionary<string, CircuitVariable> Variables { get; init; } = new Dictionary<string, CircuitVariable>();

    /// <summary>When it fires; none where the potential reaches the threshold.</summary>
    public string? When { get; init; }

    /// <summary>The threshold, V.</summary>
    public CircuitValue? Threshold { get; init; }
}
