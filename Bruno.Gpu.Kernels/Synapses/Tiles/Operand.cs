using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Synapses.Tiles;

/// <summary>
/// One side of a matrix product by lines, which are rows of the left side or columns of the right one, and depth, over which
/// is summed. Beyond its ends there are zeros. Addresses are 64 bits wide: a million rows of 2048 inputs fit.
/// </summary>
/// <param name="elements">The elements.</param>
/// <param name="origin">Where line 0 has depth 0.</param>
/// <param name="lines">The lines.</param>
/// <param name="lineStride">Elements from a line to the next.</param>
/// <param name="depth">The depth.</param>
/// <param name="depthStride">Elements from a depth to the next, negative to sum backwards.</param>
public readonly struct Operand<T, TElements>(
    TElements elements, long origin, MatrixRows lines, int lineStride, int depth, int depthStride)
    where T : unmanaged, IReal<T>
    where TElements : struct, IElements<T>
{
    private readonly TElements elements = elements;
    private readonly long origin = origin;
    private readonly MatrixRows lines = lines;
    private readonly int lineStride = lineStride;
    private readonly int depth = depth;
    private readonly int depthStride = depthStride;

    /// <summary>The depth.</summary>
    public int Depth => depth;

    /// <summary>How a thread goes over a tile.</summary>
    public TileWalk Walk(int thread) => lineStride == 1 ? TileWalk.AcrossLines(thread) : TileWalk.AlongDepth(thread);

    /// <summary>Where a thread finds its elements of the tiles that begin at a line.</summary>
    public TileShare Share(TileWalk walk, int firstLine) =>
        new(Locate(walk, firstLine, 0), Locate(walk, firstLine, 1), Locate(walk, firstLine, 2), Locate(walk, firstLine, 3));

    /// <summary>A thread's elements of the tile that begins at a depth.</summary>
    public Quad<T> Fetch(TileWalk walk, TileShare share, int firstDepth)
    {
        int at = firstDepth + walk.Depth;
        long offset = (long)firstDepth * depthStride;
        return new(
            Read(share.First, offset, at),
            Read(share.Second, offset, at + walk.DepthStep),
            Read(share.Third, offset, at + 2 * walk.DepthStep),
            Read(share.Fourth, offset, at + 3 * walk.DepthStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Locate(TileWalk walk, int firstLine, int index)
    {
        int line = firstLine + walk.Line + index * walk.LineStep, at = walk.Depth + index * walk.DepthStep;
        return line < lines.Count ? origin + (long)lines[line] * lineStride + (long)at * depthStride : -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Read(long address, long offset, int at) => address >= 0 && at < depth ? elements[address + offset] : T.From(0);
}
