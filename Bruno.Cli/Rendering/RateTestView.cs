using System.Globalization;
using Bruno.Gpu.Training;

namespace Bruno.Cli.Rendering;

/// <summary>What came of a learning-rate range test.</summary>
internal static class RateTestView
{
    /// <summary>Writes to standard output.</summary>
    public static void Write(RateTestResult result, string folder)
    {
        RateTestRow last = result.Rows[^1];
        string ending = result.Ending switch
        {
            RateTestEnding.LossRose => string.Create(CultureInfo.InvariantCulture, $"the loss exceeded four times its minimum at {last.LearningRate:G3}"),
            RateTestEnding.NotFinite => string.Create(CultureInfo.InvariantCulture, $"loss or gradient were not finite at {last.LearningRate:G3}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"up to {last.LearningRate:G3}"),
        };
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Steps} steps, {ending}"));
        Console.Out.WriteLine($"steepest descent at the learning rate {Rate(result.SteepestRate)}");
        Console.Out.WriteLine($"a tenth of the rate of the minimum: {Rate(result.TenthOfLowest)}");
        if (!result.HasFallen)
            Console.Out.WriteLine("The loss never fell: raise --rate-steps, see whether the network fires (bruno describe, --set network.init=activity), or lower --lowest-rate where it rises from the start.");
        else if (result.IsStillFalling)
            Console.Out.WriteLine("The loss was still falling at the highest rate: raise --highest-rate to see where it ends.");
        Console.Out.WriteLine($"written: {folder}");
    }

    private static string Rate(double? rate) => rate?.ToString("G3", CultureInfo.InvariantCulture) ?? "-";
}
