using Bruno.Gpu.Kernels.Neurons;

namespace Bruno.Gpu.Sequences;

/// <summary>Outer steps whose currents, spikes and adjoints exist at the same time; see <see cref="TimePlan"/>.</summary>
/// <param name="Begin">The first outer step.</param>
/// <param name="Steps">How many.</param>
/// <param name="Batch">Batch elements.</param>
/// <param name="Origin">The first outer step of the segment that the tape holds.</param>
/// <param name="Row">Where the states at the beginning are kept; -1 for the last window of a segment, which needs none.</param>
public readonly record struct TimeWindow(int Begin, int Steps, int Batch, int Origin, int Row)
{
    /// <summary>A whole pass in one window.</summary>
    public static TimeWindow Whole(SequenceExtent extent) => new(0, extent.Steps, extent.Batch, 0, -1);

    /// <summary>Steps from the beginning of the tape.</summary>
    public int Offset => Begin - Origin;

    /// <summary>Steps times batch elements.</summary>
    public int Rows => Steps * Batch;

    /// <summary>The shape of the window's arrays for this many units.</summary>
    public SequenceShape Shape(int units) => new(Steps, Batch, units, Begin);
}
