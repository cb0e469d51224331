namespace Bruno.Gpu.Inspection;

/// <summary>One split of a data set in numbers.</summary>
/// <param name="Split">train, validation or test.</param>
/// <param name="Samples">How many samples.</param>
/// <param name="ShortestSteps">Time steps of the shortest.</param>
/// <param name="MedianSteps">Time steps of the median.</param>
/// <param name="LongestSteps">Time steps of the longest.</param>
/// <param name="Classes">Samples of each class, or steps where classes are of steps; empty where there are none.</param>
/// <param name="UncountedSteps">Where classes are of steps, the steps without one.</param>
internal sealed record SplitReport(
    string Split, int Samples, int ShortestSteps, int MedianSteps, int LongestSteps, IReadOnlyDictionary<string, long> Classes, long UncountedSteps);
