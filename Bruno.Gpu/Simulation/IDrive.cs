namespace Bruno.Gpu.Simulation;

/// <summary>What neurons are driven by: <see cref="IInputCurrent"/> or <see cref="IPrescribedVoltage"/>.</summary>
internal interface IDrive
{
    /// <summary>How many neurons there are.</summary>
    int Neurons { get; }

    /// <summary>How many outer steps it lasts.</summary>
    int Steps { get; }
}
