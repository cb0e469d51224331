namespace Bruno.Gpu.Simulation;

/// <summary>What a neuron is at a time.</summary>
/// <param name="TimeS">Time, s: the end of the step that it describes.</param>
/// <param name="InputCurrentA">The mean current during that step, A; under a prescribed voltage, the current at its end.</param>
/// <param name="Values">Its variables, the membrane potential first, and its observables, in the units that the model shows them in.</param>
/// <param name="Spike">Whether the neuron fired in that step.</param>
internal sealed record TrajectoryPoint(double TimeS, double InputCurrentA, double[] Values, bool Spike);
