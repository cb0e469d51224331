namespace Bruno.Gpu.RunReports.Charts;

/// <summary>A point with error bars.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Series">Which colour and marker it has.</param>
/// <param name="X">Where it is.</param>
/// <param name="Y">Where it is.</param>
/// <param name="DeviationX">Half the horizontal bar; 0 draws none.</param>
/// <param name="DeviationY">Half the vertical bar; 0 draws none.</param>
internal sealed record ChartPoint(string Name, int Series, double X, double Y, double DeviationX = 0, double DeviationY = 0);
