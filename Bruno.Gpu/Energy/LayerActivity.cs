namespace Bruno.Gpu.Energy;

/// <summary>What a layer did, summed over samples.</summary>
/// <param name="Units">Its units.</param>
/// <param name="Spikes">Spikes of its neurons.</param>
/// <param name="Operations">Synaptic operations of its weights.</param>
internal sealed record LayerActivity(int Units, double Spikes, double Operations);
