namespace Bruno.Gpu.Inspection;

/// <summary>One channel of the training part in numbers.</summary>
/// <param name="Channel">Its name.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation.</param>
/// <param name="Smallest">The smallest value.</param>
/// <param name="Largest">The largest value.</param>
/// <param name="ShareOfZeros">The share of values that are 0.</param>
internal sealed record ChannelReport(string Channel, double Mean, double Deviation, double Smallest, double Largest, double ShareOfZeros);
