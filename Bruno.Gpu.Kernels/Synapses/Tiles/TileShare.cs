namespace Bruno.Gpu.Kernels.Synapses.Tiles;

/// <summary>
/// Where a thread's four elements of an operand's first tile are. The next tiles are as far behind for all of them.
/// </summary>
/// <param name="First">The address of the first; negative where its line is beyond the end.</param>
/// <param name="Second">That of the second.</param>
/// <param name="Third">That of the third.</param>
/// <param name="Fourth">That of the fourth.</param>
public readonly record struct TileShare(long First, long Second, long Third, long Fourth);
