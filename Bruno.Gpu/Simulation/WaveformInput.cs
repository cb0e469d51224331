namespace Bruno.Gpu.Simulation;

/// <summary>A neuron driven by a waveform.</summary>
/// <param name="Waveform">The waveform.</param>
/// <param name="Steps">Outer steps.</param>
/// <param name="StepSeconds">The length of one, s.</param>
internal sealed record WaveformInput(Waveform Waveform, int Steps, double StepSeconds) : IInputCurrent
{
    /// <inheritdoc/>
    public int Neurons => 1;

    /// <inheritdoc/>
    public double During(int step, int micro, int microSteps, int neuron)
    {
        double index = (double)step * microSteps + micro;
        return Waveform.Mean(index * StepSeconds / microSteps, (index + 1) * StepSeconds / microSteps);
    }
}
