using Bruno.Gpu.Kernels.Matrices;
namespace Bruno.Gpu.Kernels.Synapses.Tiles;

/// <summary>Where a group's tile lies in a product: neighbouring groups share the left side.</summary>
/// <param name="Matrix">The matrix whose rows it has.</param>
/// <param name="Row">Its first row, counted among the rows of that matrix.</param>
/// <param name="Column">Its first column.</param>
public readonly record struct TilePlace(int Matrix, int Row, int Column)
{
    /// <summary>How many groups a product takes.</summary>
    public static int Groups(WeightSelection selection, int rows, int columns) =>
        selection.Matrices * RowTiles(selection, rows) * Tiles(columns);

    /// <summary>The place of a group.</summary>
    public static TilePlace Of(int group, WeightSelection selection, int rows, int columns)
    {
        int across = Tiles(columns), down = RowTiles(selection, rows);
        return new(group / across / down, group / across % down * ProductTile.Lines, group % across * ProductTile.Lines);
    }

    /// <summary>No matrix has more rows than the first.</summary>
    private static int RowTiles(WeightSelection selection, int rows) => Tiles(MatrixRows.Of(selection, 0, rows).Count);

    private static int Tiles(int lines) => (lines + ProductTile.Lines - 1) / ProductTile.Lines;
}
