namespace Bruno.Gpu.Simulation;

/// <summary>
/// Currents that neurons are driven by. Integrators take the current as constant during a micro-step; it is its mean there, so that
/// every micro-step carries the charge that it should, whatever the shape.
/// </summary>
internal interface IInputCurrent : IDrive
{
    /// <summary>The mean current during a micro-step, A.</summary>
    /// <param name="step">The outer step.</param>
    /// <param name="micro">The micro-step of it.</param>
    /// <param name="microSteps">Micro-steps an outer step.</param>
    /// <param name="neuron">The neuron.</param>
    double During(int step, int micro, int microSteps, int neuron);
}
