namespace Bruno.Gpu.Simulation;

/// <summary>A quantity that devices can be driven by, as files of it say it.</summary>
/// <param name="Name">In words: current.</param>
/// <param name="Unit">The SI unit.</param>
/// <param name="Largest">The largest value, SI: more than any device bears, so that a wrong unit is found.</param>
/// <param name="Content">What the numbers are, for messages.</param>
/// <param name="Beyond">What is said of a value beyond the largest.</param>
/// <param name="Example">The name of a column in another unit.</param>
internal sealed record DrivenQuantity(string Name, string Unit, double Largest, string Content, string Beyond, string Example)
{
    /// <summary>A current.</summary>
    public static DrivenQuantity Current { get; } = new(
        "currents", "A", CurrentFile.Largest, "currents are in ampere, like 2e-9", "more than a neuron carries", "drive_na");

    /// <summary>A voltage.</summary>
    public static DrivenQuantity Voltage { get; } = new(
        "voltages", "V", VoltageFile.Largest, "voltages are in volt, like 0.5", "more than a device bears", "drive_mv");
}
