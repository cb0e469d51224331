namespace Bruno.Gpu.Simulation;

/// <summary>A neuron that is held at a waveform, in volts.</summary>
/// <param name="Waveform">The waveform.</param>
/// <param name="Steps">Outer steps.</param>
internal sealed record WaveformVoltage(Waveform Waveform, int Steps) : IPrescribedVoltage
{
    /// <inheritdoc/>
    public int Neurons => 1;

    /// <inheritdoc/>
    public double At(double seconds, int neuron) => Waveform.At(seconds);
}
