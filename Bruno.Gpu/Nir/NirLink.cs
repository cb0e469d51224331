namespace Bruno.Gpu.Nir;

/// <summary>A node of a graph that is a chain, and the way from its output back to its input, where there is one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Node">The node.</param>
/// <param name="Recurrent">Weights from its spikes to its input: Affine, Linear or Scale; none where there are none.</param>
internal sealed record NirLink(string Name, NirNode Node, (string Name, NirNode Node)? Recurrent);
