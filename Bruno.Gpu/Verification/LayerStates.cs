namespace Bruno.Gpu.Verification;

/// <summary>What a layer of devices did, arrays [steps, lanes].</summary>
/// <param name="Potential">Membrane potentials after each step, V.</param>
/// <param name="Internal">The last internal variable after each step, or the potential where there is none.</param>
/// <param name="Spikes">1 where a lane fired.</param>
internal sealed record LayerStates(double[] Potential, double[] Internal, double[] Spikes);
