namespace Bruno.Gpu.RunReports.Charts;

/// <summary>A curve with a band around it.</summary>
/// <param name="Name">What it is called in the legend.</param>
/// <param name="Number">Which colour and marker it has.</param>
/// <param name="Points">Mean, and the deviation around it: 0 draws no band.</param>
internal sealed record ChartSeries(string Name, int Number, IReadOnlyList<(double X, double Mean, double Deviation)> Points);
