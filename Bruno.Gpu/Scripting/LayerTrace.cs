namespace Bruno.Gpu.Scripting;

/// <summary>What a layer did with a sample.</summary>
/// <param name="Name">Its name, such as <c>2.lif</c>.</param>
/// <param name="IsSpiking">Whether it puts out spikes.</param>
/// <param name="Output">What it put out, [step, unit]: 1 for a spike and 0 for none, or values.</param>
/// <param name="States">
/// Of devices, each variable after each step, [step, unit], by name and unit such as <c>membrane_potential_v</c>; of other layers, and where the
/// tape is kept in 16 bits, nothing.
/// </param>
public sealed record LayerTrace(string Name, bool IsSpiking, double[,] Output, IReadOnlyDictionary<string, double[,]> States)
{
    /// <summary>What axes of pictures call each state: its symbol and unit.</summary>
    internal IReadOnlyDictionary<string, string> Axes { get; init; } = new Dictionary<string, string>();

    /// <summary>How often it fired; of layers without spikes, 0.</summary>
    public int Spikes => IsSpiking ? (int)Output.Cast<double>().Sum() : 0;
}
