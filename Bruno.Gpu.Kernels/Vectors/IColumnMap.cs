namespace Bruno.Gpu.Kernels.Vectors;

/// <summary>What is done to every column of a matrix.</summary>
public interface IColumnMap<TColumn>
    where TColumn : unmanaged
{
    /// <summary>What becomes of a column.</summary>
    TColumn Of(TColumn column);
}
