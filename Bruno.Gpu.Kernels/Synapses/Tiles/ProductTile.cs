using Bruno.Gpu.Kernels.Groups;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Synapses.Tiles;

/// <summary>
/// A tile of a matrix product, made by a group of threads: both sides pass through shared memory a piece of the depth after
/// the other, and each thread keeps two rows by four columns of sums in registers. Every sum is made by one thread, from the
/// first depth to the last, and so has the bits of a plain loop wherever the tile lies.
/// </summary>
/// <remarks>
/// Spikes are read as bytes and multiplied like any number: to look for them in the innermost loop takes more instructions than
/// the eight fused products that it could save.
/// </remarks>
public static class ProductTile
{
    /// <summary>Rows, and columns, of a tile of the result.</summary>
    public const int Lines = 32;

    /// <summary>The depth that is in shared memory at a time.</summary>
    public const int Depth = 16;

    /// <summary>Threads of a group.</summary>
    public const int Threads = Lines / RowsOfThread * ColumnThreads;

    /// <summary>
    /// Elements in shared memory from a depth to the next. Not a multiple of the 32 banks, or threads that store along the depth
    /// would all wait for one of them; a multiple of four, so that a <see cref="Quad{T}"/> is read at once.
    /// </summary>
    internal const int Pitch = Lines + 4;

    private const int RowsOfThread = 2;
    private const int ColumnsOfThread = 4;
    private const int ColumnThreads = Lines / ColumnsOfThread;

    /// <summary>Bytes of shared memory that a group needs.</summary>
    public static int SharedBytes<T>()
        where T : unmanaged, IReal<T> => 2 * Depth * Pitch * Interop.SizeOf<T>();

    /// <summary>Sums a tile. All threads of the group must come here.</summary>
    public static void Sum<T, TElements>(
        Operand<T, TElements> left, Operand<T, ValueElements<T>> right, ProductResult<T> result, int firstRow, int firstColumn)
        where T : unmanaged, IReal<T>
        where TElements : struct, IElements<T>
    {
        ArrayView<Quad<T>> leftTile = SharedMemory.Allocate<Quad<T>>(Depth * Pitch / ColumnsOfThread);
        ArrayView<Quad<T>> rightTile = SharedMemory.Allocate<Quad<T>>(Depth * Pitch / ColumnsOfThread);
        ArrayView<T> leftElements = leftTile.Cast<T>(), rightElements = rightTile.Cast<T>();
        ArrayView<Pair<T>> leftPairs = leftTile.Cast<Pair<T>>();
        TileWalk leftWalk = left.Walk(Group.IdxX), rightWalk = right.Walk(Group.IdxX);
        TileShare leftShare = left.Share(leftWalk, firstRow), rightShare = right.Share(rightWalk, firstColumn);
        int quad = Group.IdxX % ColumnThreads, pair = Group.IdxX / ColumnThreads;

        int row = firstRow + pair * RowsOfThread, column = firstColumn + quad * ColumnsOfThread;
        Quad<T> sums0 = result.Start(row, column), sums1 = result.Start(row + 1, column);
        Quad<T> nextLeft = left.Fetch(leftWalk, leftShare, 0), nextRight = right.Fetch(rightWalk, rightShare, 0);
        for (int first = 0; first < left.Depth; first += Depth)
        {
            Put(leftElements, leftWalk, nextLeft);
            Put(rightElements, rightWalk, nextRight);
            GroupBarrier.Wait();

            // Asked for now, so that they are on their way while this tile is used.
            nextLeft = left.Fetch(leftWalk, leftShare, first + Depth);
            nextRight = right.Fetch(rightWalk, rightShare, first + Depth);
            int end = Math.Min(Depth, left.Depth - first);
            for (int k = 0; k < end; ++k)
            {
                Pair<T> rows = leftPairs[k * (Pitch / RowsOfThread) + pair];
                Quad<T> columns = rightTile[k * (Pitch / ColumnsOfThread) + quad];
                sums0 = sums0.Plus(rows.First, columns);
                sums1 = sums1.Plus(rows.Second, columns);
            }

            GroupBarrier.Wait();
        }

        result.Write(row, column, sums0);
        result.Write(row + 1, column, sums1);
    }

    private static void Put<T>(ArrayView<T> tile, TileWalk walk, Quad<T> share)
        where T : unmanaged, IReal<T>
    {
        tile[walk.Slot(0)] = share.First;
        tile[walk.Slot(1)] = share.Second;
        tile[walk.Slot(2)] = share.Third;
        tile[walk.Slot(3)] = share.Fourth;
    }
}
