using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Synapses.Tiles;

/// <summary>
/// The four elements of an operand's tile that a thread fetches, so that neighbouring threads read neighbouring addresses.
/// </summary>
/// <param name="Line">The line of the first, within the tile.</param>
/// <param name="Depth">Its depth, within the tile.</param>
/// <param name="LineStep">Lines from one to the next.</param>
/// <param name="DepthStep">Depth from one to the next.</param>
public readonly record struct TileWalk(int Line, int Depth, int LineStep, int DepthStep)
{
    /// <summary>For operands whose lines are contiguous.</summary>
    public static TileWalk AlongDepth(int thread) =>
        new(thread / ProductTile.Depth, thread % ProductTile.Depth, ProductTile.Threads / ProductTile.Depth, 0);

    /// <summary>For operands in which neighbouring lines are neighbours.</summary>
    public static TileWalk AcrossLines(int thread) =>
        new(thread % ProductTile.Lines, thread / ProductTile.Lines, 0, ProductTile.Threads / ProductTile.Lines);

    /// <summary>Where the tile keeps one of the four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Slot(int index) => (Depth + index * DepthStep) * ProductTile.Pitch + Line + index * LineStep;
}
