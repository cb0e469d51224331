using System.Globalization;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Models.Checks;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>The part of a check that is the same for all devices: derivatives, time constants, integrators and responses.</summary>
internal static class DeviceReportView
{
    private const int MostShown = 10, MostSubsteps = 1_000_000;

    /// <summary>Beyond this, a time constant is rounding of an eigenvalue of 0.</summary>
    private const double Longest = 1e6;

    private const double OuterStep = 1e-3;

    /// <summary>Writes tables and findings.</summary>
    public static void Write(DeviceReport report, IReadOnlyList<IntegratorFit> integrators)
    {
        WriteDerivatives(report);
        AnsiConsole.Write(TimeConstants(report));
        WriteIntegrators(report, integrators);
        AnsiConsole.Write(Responses(report));
        WriteClipped(report);
    }

    /// <summary>The derivatives as plain values.</summary>
    public static object Derivatives(DeviceReport report) => new
    {
        report.Derivatives.Compared, report.Derivatives.Unresolved, LargestDeviation = report.Derivatives.Largest, Wrong = report.Derivatives.Deviating.Count,
    };

    /// <summary>The eigenvalues as plain values.</summary>
    public static object Eigenvalues(DeviceReport report) =>
        report.TimeConstants.Select(constant => new { constant.Eigenvalue.Real, constant.Eigenvalue.Imaginary, At = At(report.Equations, constant.Point) });

    /// <summary>Which integrators suit, as plain values.</summary>
    public static object Integrators(DeviceReport report, IReadOnlyList<IntegratorFit> integrators) => integrators.Select(fit => new
    {
        Name = fit.Kind.ToString().ToLowerInvariant(), Suits = fit.Obstacle is null, Substeps = fit.Kind == IntegratorKind.Euler ? SubstepsOfEuler(report) : null,
    });

    /// <summary>The responses as plain values.</summary>
    public static object Responses(IReadOnlyList<StepResponse> responses, IDeviceEquations equations) => responses.Select(response => new
    {
        Input = response.Input * equations.Input.Scale,
        equations.Input.Unit,
        Spikes = response.Spikes.Count,
        FirstSpikeS = response.Spikes.Count > 0 ? response.Spikes[0] : (double?)null,
        Clipped = response.Clipped.Select(clip => new { Variable = equations.Variables[clip.Variable].Name, Bound = clip.IsUpper ? "high" : "low", clip.Seconds }),
        response.Failure,
    });

    /// <summary>A state in words, in the units that people see.</summary>
    public static string State(IDeviceEquations equations, StatePoint point)
    {
        IEnumerable<string> values = equations.Variables.Select((variable, i) => $"{variable.Symbol} = {Number(point.State[i] * variable.Scale)} {variable.Unit}".TrimEnd());
        return $"{string.Join(", ", values)}, {equations.Input.Symbol} = {Number(point.Input * equations.Input.Scale)} {equations.Input.Unit}";
    }

    /// <summary>A state as plain values, in units of the equations.</summary>
    public static object At(IDeviceEquations equations, StatePoint point) => new
    {
        Kind = point.Name,
        State = equations.Variables.Select((variable, i) => (variable.Name, Value: point.State[i])).ToDictionary(entry => entry.Name, entry => entry.Value),
        point.Input,
    };

    private static void WriteDerivatives(DeviceReport report)
    {
        DerivativeComparison derivatives = report.Derivatives;
        Line(
            $"Derivatives: {derivatives.Compared} agree with differences of the rates to {Format.Deviation(derivatives.Largest)} relative"
            + (derivatives.Unresolved > 0 ? $"; {derivatives.Unresolved} could not be compared, at kinks or where a rate is too steep." : "."));
        foreach (DeviatingDerivative wrong in derivatives.Deviating.Take(MostShown))
            Line($"  the derivative of {wrong.Of} by {wrong.By} is {Number(wrong.Derivative)}, differences say {Number(wrong.Difference)}: {State(report.Equations, wrong.Point)}");
        if (derivatives.Deviating.Count > MostShown)
            Line($"  and {derivatives.Deviating.Count - MostShown} more");
    }

    private static Table TimeConstants(DeviceReport report)
    {
        Table table = new Table().Title("Time constants").AddColumns("at", "input", "time constants, fastest first");
        foreach (IGrouping<StatePoint, TimeConstant> point in report.TimeConstants.GroupBy(constant => constant.Point))
            table.AddRow(point.Key.Name, Input(report, point.Key.Input), string.Join(", ", point.Select(Text)));
        return table;

        static string Text(TimeConstant constant) => constant.Seconds > Longest
            ? $"longer than {Number(Longest)} s"
            : $"{Number(constant.Seconds)} s{(constant.Grows ? " (grows)" : "")}{(constant.Hertz > 0 ? $" (oscillates, {Number(constant.Hertz)} Hz)" : "")}";
    }

    private static void WriteIntegrators(DeviceReport report, IReadOnlyList<IntegratorFit> integrators)
    {
        foreach (IntegratorFit fit in integrators)
        {
            string name = fit.Kind.ToString().ToLowerInvariant();
            string judgement = fit.Obstacle is not null ? "does not take this device"
                : fit.Kind != IntegratorKind.Euler ? "suits"
                : SubstepsOfEuler(report) is not int substeps ? "suits, with any number of steps"
                : substeps > MostSubsteps ? $"takes it, with steps that are longer than the fastest time constant met, {Number(report.Fastest)} s, however many there are"
                : $"suits with --substeps {substeps} or more: no step may be longer than the fastest time constant met, {Number(report.Fastest)} s";
            Line($"Integrator {name}: {judgement}.");
        }
    }

    /// <summary>Steps an outer step that are no longer than the fastest time constant, in two digits; none where nothing decays.</summary>
    private static int? SubstepsOfEuler(DeviceReport report)
    {
        double least = Math.Max(1, OuterStep / report.Fastest);
        if (!double.IsFinite(report.Fastest))
            return null;
        double digit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(least)) - 1));
        return (int)Math.Min(Math.Ceiling(least / digit) * digit, int.MaxValue);
    }

    private static Table Responses(DeviceReport report)
    {
        Table table = new Table().Title("Steps of current, 30 ms").AddColumns("input", "spikes", "first spike");
        foreach (ShownQuantity variable in report.Equations.Variables)
            table.AddColumn(Markup.Escape(variable.Axis));
        foreach (StepResponse response in report.Responses)
        {
            table.AddRow(
            [
                Input(report, response.Input), Format.Number(response.Spikes.Count), response.Spikes.Count > 0 ? $"{Number(response.Spikes[0] * 1e3)} ms" : "-",
                .. report.Equations.Variables.Select((variable, i) => Range(response.States.Select(state => state[i] * variable.Scale * variable.FigureScale))),
            ]);
        }

        return table;

        static string Range(IEnumerable<double> values) => $"{Number(values.Min())} to {Number(values.Max())}";
    }

    private static void WriteClipped(DeviceReport report)
    {
        foreach (StepResponse response in report.Responses)
        {
            foreach (Clipping clip in response.Clipped)
            {
                ShownQuantity variable = report.Equations.Variables[clip.Variable];
                double bound = (clip.IsUpper ? report.Equations.Upper : report.Equations.Lower)[clip.Variable] * variable.Scale;
                Line($"Leaves its bounds: {variable.Symbol} is stopped at {$"{Number(bound)} {variable.Unit}".TrimEnd()} from {Number(clip.Seconds * 1e3)} ms on, at {Input(report, response.Input)}.");
            }

            if (response.Failure is { } failure)
                Line($"Not to the end: at {Input(report, response.Input)} {failure}, after {Number(response.Times[^1] * 1e3)} ms: {State(report.Equations, new("", response.States[^1], response.Input))}.");
        }

        if (report.Responses.All(response => response.Clipped.Count == 0))
            Line("Bounds: no step of current leads out of them.");
    }

    private static string Input(DeviceReport report, double input) => $"{Number(input * report.Equations.Input.Scale)} {report.Equations.Input.Unit}";

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private static void Line(string text) => Console.Out.WriteLine(text);
}
