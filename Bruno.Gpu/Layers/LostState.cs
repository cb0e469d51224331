namespace Bruno.Gpu.Layers;

/// <summary>A variable of a neuron that is no longer a number.</summary>
/// <param name="Step">After which step of its window, from 0.</param>
/// <param name="Lane">Batch element times neurons plus neuron.</param>
/// <param name="Variable">What it is called.</param>
/// <param name="Value">What it is instead.</param>
internal readonly record struct LostState(int Step, int Lane, string Variable, double Value);
