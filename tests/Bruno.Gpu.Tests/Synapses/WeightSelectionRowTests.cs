using Bruno.Gpu.Kernels.Matrices;

namespace Bruno.Gpu.Tests.Synapses;

public sealed class WeightSelectionRowTests
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(17, 5, 1, 1)]
    [InlineData(35, 11, 2, 3)]
    public void ARowSelectsByElementStepAndChip(int row, int element, int step, int chip)
    {
        const int Steps = 3, Batch = 12;
        Assert.Equal(element, WeightSelection.ByElement(Batch).Of(row));
        Assert.Equal(step, WeightSelection.ByStep(Steps, Batch).Of(row));
        Assert.Equal(chip, WeightSelection.ByChip(4, 3).Of(row));
        Assert.Equal(0, WeightSelection.One.Of(row));
    }

    [Fact]
    public void RunsEndWhereTheMatrixChanges()
    {
        WeightSelection selection = WeightSelection.ByChip(4, 3);
        Assert.Equal([3, 6, 6, 8], new[] { selection.EndOfRun(0, 8), selection.EndOfRun(3, 8), selection.EndOfRun(5, 8), selection.EndOfRun(6, 8) });
        Assert.Equal(8, WeightSelection.One.EndOfRun(0, 8));
    }
}
