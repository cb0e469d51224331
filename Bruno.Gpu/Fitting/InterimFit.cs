namespace Bruno.Gpu.Fitting;

/// <summary>What a fit that has not ended is at.</summary>
/// <param name="Model">The model.</param>
/// <param name="Files">The files, with their checksums.</param>
/// <param name="Fixed">Parameters that were given, in the model's units.</param>
/// <param name="Parameters">The parameters that are fitted, with their values so far.</param>
/// <param name="Reached">How far it was: "start 2 of 4, step 3".</param>
internal sealed record InterimFit(
    string Model, IReadOnlyList<MeasurementFile> Files, IReadOnlyDictionary<string, double> Fixed, IReadOnlyList<(FitParameter Parameter, double Value)> Parameters, string Reached);
