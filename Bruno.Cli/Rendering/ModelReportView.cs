using System.Globalization;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Checks;
using Bruno.Gpu.Models.Text;
using Bruno.Gpu.Units;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>The check of a model, for people.</summary>
internal static class ModelReportView
{
    private const int MostShown = 10;

    /// <summary>Writes tables and findings.</summary>
    public static void Write(ModelReport report, IReadOnlyList<IntegratorFit> integrators)
    {
        Model model = report.Model;
        ModelInterpreter interpreter = new(model);
        int states = model.Variables.Count - 1;
        Line($"The model '{model.Name}' {(report.IsSound ? "is right" : "can be read, but is not sound, as said below")}: {model.Description}.");
        Line($"A potential and {Count(states, "internal variable")}, {Count(model.Parameters.Count, "parameter")}, input {model.Input.Name} in {model.Input.Unit}; it fires at {Fires(model)}.");
        foreach (ModelFault warning in report.Warnings)
            Line($"Warning: {model.Source.Describe(warning)}");
        AnsiConsole.Write(Parameters(model, interpreter));
        AnsiConsole.Write(Variables(model, interpreter));
        if (model.Quantities.Count > 0)
            AnsiConsole.Write(Quantities(model));
        WriteSingularities(report);
        WriteJumps(report);
        DeviceReportView.Write(report.Device, integrators);
    }

    /// <summary>The same as plain values.</summary>
    public static object ForJson(ModelReport report, IReadOnlyList<IntegratorFit> integrators)
    {
        Model model = report.Model;
        ModelInterpreter interpreter = new(model);
        double[] low = interpreter.Lower, high = interpreter.Upper, initial = interpreter.Initial, reset = interpreter.Reset(initial);
        return new
        {
            model.Name,
            model.Description,
            Source = model.Reference,
            Sound = report.IsSound,
            Warnings = report.Warnings.Select(warning => new { warning.Place.Line, warning.Place.Column, warning.Path, warning.Message }),
            Parameters = model.Parameters.Select(parameter => new { parameter.Name, parameter.Value, parameter.Unit, parameter.Meaning, parameter.Source, parameter.Varies }),
            Variables = model.Variables.Select((variable, index) => new
            {
                variable.Name, variable.Unit, variable.Meaning, LowSi = low[index], HighSi = high[index], InitialSi = initial[index], ResetSi = reset[index],
            }),
            Quantities = model.Quantities.Select(quantity => new { quantity.Name, quantity.Unit, quantity.Meaning, Observable = quantity.IsObservable }),
            Singularities = report.Singularities.Select(point => new
            {
                point.Place.Line, point.Place.Column, Of = point.IsValue ? "value" : "derivative", Found = point.Found.ToString(CultureInfo.InvariantCulture), At = DeviceReportView.At(report.Device.Equations, point.Point),
            }),
            Jumps = report.Jumps.Select(jump => new
            {
                jump.Place.Line, jump.Place.Column, jump.What, jump.Variable, jump.Below, jump.Above, At = DeviceReportView.At(report.Device.Equations, jump.Point),
            }),
            Derivatives = DeviceReportView.Derivatives(report.Device),
            Eigenvalues = DeviceReportView.Eigenvalues(report.Device),
            Integrators = DeviceReportView.Integrators(report.Device, integrators),
            Responses = DeviceReportView.Responses(report.Device.Responses, report.Device.Equations),
        };
    }

    private static Table Parameters(Model model, ModelInterpreter interpreter)
    {
        Table table = new Table().Title("Parameters").AddColumns("parameter", "value", "unit", "varies", "meaning", "source");
        foreach (ModelParameter parameter in model.Parameters)
        {
            string value = parameter.Value is double given ? Format.Exact(given) : Number(parameter.Scale.FromSi(interpreter.Settled(parameter.Name))) + " (follows)";
            table.AddRow(
                parameter.Name, value, Markup.Escape(parameter.Unit), parameter.Varies > 0 ? Number(parameter.Varies) : "", Markup.Escape(parameter.Meaning), Markup.Escape(parameter.Source));
        }

        return table;
    }

    private static Table Variables(Model model, ModelInterpreter interpreter)
    {
        double[] low = interpreter.Lower, high = interpreter.Upper, initial = interpreter.Initial, reset = interpreter.Reset(initial);
        Table table = new Table().Title("Variables").AddColumns("variable", "unit", "low", "high", "start", "after a spike", "meaning");
        for (int index = 0; index < model.Variables.Count; ++index)
        {
            ModelVariable variable = model.Variables[index];
            bool moves = variable.Reset.Dependence > Dependence.Parameters;
            string after = moves ? "of its value before" : Shown(variable, reset[index]);
            table.AddRow(
                variable.Name, Markup.Escape(variable.Unit), Shown(variable, low[index]), Shown(variable, high[index]), Shown(variable, initial[index]), after, Markup.Escape(variable.Meaning));
        }

        return table;
    }

    private static Table Quantities(Model model)
    {
        Table table = new Table().Title("Quantities").AddColumns("quantity", "unit", "depends on", "shown", "meaning");
        foreach (ModelQuantity quantity in model.Quantities)
        {
            table.AddRow(
                quantity.Name, Markup.Escape(quantity.Unit), quantity.Value.Dependence.ToString().ToLowerInvariant(), quantity.IsObservable ? "yes" : "", Markup.Escape(quantity.Meaning));
        }

        return table;
    }

    private static void WriteSingularities(ModelReport report)
    {
        if (report.Singularities.Count == 0)
            Line("Singular points: none met; values and derivatives are finite between the bounds.");
        foreach (SingularPoint point in report.Singularities.Take(MostShown))
        {
            string where = point.Point.Name is "start" or "reset" ? $"at the {point.Point.Name}, where every device comes by" : point.Point.Name == "bounds" ? "on the bounds" : "between the bounds";
            Line($"{report.Model.Source.Name}:{point.Place}: {(point.IsValue ? "the value" : "a derivative")} is {Number(point.Found)} {where}: {State(report, point.Point)}");
            Line(report.Model.Source.Show(point.Place));
        }

        More(report.Singularities.Count);
        if (report.Unavoidable.Any())
            Line("No gradient method can train this model: make it smooth there, for a power of |V| for instance with a small voltage added under the power.");
    }

    private static void WriteJumps(ModelReport report)
    {
        Jump[] jumps = [.. report.Jumps.Where(jump => jump.Variable is not null)], bends = [.. report.Jumps.Where(jump => jump.Variable is null)];
        if (jumps.Length == 0)
            Line("Discontinuities: none met; no rate jumps between the bounds.");
        foreach (Jump jump in jumps.Take(MostShown))
        {
            ModelVariable variable = report.Model.Variables.First(variable => variable.Name == jump.Variable);
            string unit = variable.Unit.Length > 0 ? $"{variable.Unit}/s" : "1/s";
            Line($"{report.Model.Source.Name}:{jump.Place}: {jump.What}: the rate of {jump.Variable} jumps from {Shown(variable, jump.Below)} to {Shown(variable, jump.Above)} {unit} at {State(report, jump.Point)}");
            Line(report.Model.Source.Show(jump.Place));
        }

        More(jumps.Length);
        if (bends.Length > 0)
            Line($"Rates are continuous, and bend at most, where they change over at {string.Join(", ", bends.Select(bend => $"{bend.Place} ({bend.What})"))}.");
    }

    private static string Fires(Model model)
    {
        ModelInterpreter interpreter = new(model);
        Unit scale = model.Variables.FirstOrDefault(variable => variable.Name == model.Spike.Observed)?.Scale ?? Unit.Parse("")!.Value;
        string unit = model.Variables.FirstOrDefault(variable => variable.Name == model.Spike.Observed)?.Unit ?? model.Spike.Level.Dimension.ToString();
        return $"{model.Spike.Observed} {(model.Spike.FromBelow ? "above" : "below")} {Number(scale.FromSi(interpreter.Level))} {unit}".TrimEnd();
    }

    private static string State(ModelReport report, StatePoint point) => DeviceReportView.State(report.Device.Equations, point);

    private static void More(int count)
    {
        if (count > MostShown)
            Line($"  and {count - MostShown} more");
    }

    private static string Shown(ModelVariable variable, double value) => Number(variable.Scale.FromSi(value));

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    private static void Line(string text) => Console.Out.WriteLine(text);
}
