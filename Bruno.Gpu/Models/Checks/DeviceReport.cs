using Bruno.Gpu.Devices;

namespace Bruno.Gpu.Models.Checks;

/// <summary>What a check of a device found that is the same whatever the device is written in.</summary>
/// <param name="Equations">The device.</param>
/// <param name="Derivatives">Its derivatives beside differences.</param>
/// <param name="TimeConstants">How fast small deviations go, at its start, after a spike and in the middle of its bounds.</param>
/// <param name="Responses">What it does in steps of current.</param>
internal sealed record DeviceReport(
    IDeviceEquations Equations, DerivativeComparison Derivatives, IReadOnlyList<TimeConstant> TimeConstants, IReadOnlyList<StepResponse> Responses)
{
    /// <summary>The shortest time in which a deviation decays by e that was met, s; infinite where none decays.</summary>
    public double Fastest => TimeConstants.Where(constant => !constant.Grows).Select(constant => constant.Seconds)
        .Concat(Responses.Select(response => response.Fastest)).DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>Checks equations.</summary>
    public static DeviceReport Of(IDeviceEquations equations) =>
        new(equations, DerivativeCheck.Compare(equations), TimeConstantSearch.Find(equations), StepResponses.Of(equations));

    /// <summary>Checks the default device of a model that the program can run.</summary>
    public static DeviceReport Of(IDeviceModel model) =>
        Of(model.Use<Kernels.Scalars.Float64, IDeviceEquations>([new Dictionary<string, double>()], new EquationsUse(model)));
}
