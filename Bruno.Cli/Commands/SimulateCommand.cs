using System.CommandLine;
using System.Globalization;
using Bruno.Cli.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Simulation;
using Bruno.Gpu.Units;
using Spectre.Console;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno simulate</c>: drives devices with a current and writes what they do.</summary>
internal static class SimulateCommand
{
    private const int LargestSubsteps = 1_000_000;

    private static readonly Waveform Usual = new();

    private static readonly Option<string> Model = new("--model") { Description = $"The device model: {string.Join(", ", DeviceCatalogue.Names)}.", DefaultValueFactory = _ => "felif", HelpName = "NAME" };
    private static readonly Option<WaveformKind> Shape = new("--waveform") { Description = "The shape of the input current (default constant).", HelpName = "constant|pulse|triangle|sine" };
    private static readonly Option<double> Amplitude = Quantity.Current.Option("--amplitude", "Its amplitude, A: 2e-9 or 2nA.", Usual.Amplitude);
    private static readonly Option<double> Offset = Quantity.Current.Option("--offset", "A current that is there all the time, A.", Usual.Offset);
    private static readonly Option<double> Start = Quantity.Time.Option("--start", "When the shape begins, s: 0.2e-3 or 0.2ms.", Usual.Start);
    private static readonly Option<double> Width = Quantity.Length.Option("--width", "How long a pulse is, s.", Usual.Width);
    private static readonly Option<double> Period = Quantity.Time.Option("--period", "When the shape repeats, s; 0 for a single pulse.", Usual.Period);
    private static readonly Option<string?> Currents = new("--currents") { Description = "A CSV file instead: a column of ampere a neuron, a row an outer step; with a column 'time_s', currents at these times and straight lines between.", HelpName = "FILE" };
    private static readonly Option<double> Duration = Quantity.Length.Option("--duration", "How long, s: 0.3 or 300ms; a whole number of outer steps.", 30e-3);
    private static readonly Option<double> OuterStep = Quantity.Length.Option("--outer-step", "The length of an outer step, s.", SimulationOptions.DefaultOuterStepSeconds);
    private static readonly Option<IntegratorKind?> Integrator = new("--integrator") { Description = "How each micro-step is integrated: adaptive (default), exponential, rosenbrock or euler; the latter where --substeps are given, as in training.", HelpName = "NAME" };
    private static readonly Option<int?> Substeps = new("--substeps", "--micro-steps") { Description = $"Micro-steps an outer step, during each of which the current is constant (default {SimulationOptions.DefaultSubsteps}).", HelpName = "N" };
    private static readonly Option<string> Resolution = new("--resolution") { Description = "Rows of the CSV file: every micro step, or every outer step.", DefaultValueFactory = _ => "micro" };
    private static readonly Option<Precision?> Precision = new("--precision") { Description = "float (default) or double; double where explicit Euler needs it (heracles).", HelpName = "float|double" };
    private static readonly Option<string[]> Set = new("--set") { Description = "A parameter of the model, SI units or with its unit: threshold=2.0, area=25um2; may be given again. 'bruno devices MODEL' lists them.", HelpName = "NAME=VALUE" };
    private static readonly Option<string> Device = new("--device") { Description = "The compute device.", DefaultValueFactory = _ => "auto", HelpName = "NAME" };
    private static readonly Option<string?> Output = new("--output") { Description = "The folder for trajectory.csv and trajectory.png (default runs/simulate-TIME).", HelpName = "DIR" };
    private static readonly Option<int> Neuron = new("--neuron") { Description = "Which neuron to plot, from 0.", HelpName = "N" };
    private static readonly Option<bool> Force = new("--force") { Description = "Writes into a folder that is not empty." };

    private static readonly Option<bool> Json = new("--json") { Description = "Prints the result as JSON." };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Resolution.AcceptOnlyFromAmong("micro", "outer");
        Command command = new("simulate", """
            Drives one device with a waveform, or several with a table of currents, and writes trajectory.csv and a picture.

            Examples:
              bruno simulate
              bruno simulate --waveform pulse --amplitude 5nA --width 3ms --duration 60ms
              bruno simulate --currents currents.csv --resolution outer --precision double --set threshold=2.0
            """);
        Option[] options =
        [
            Model, Shape, Amplitude, Offset, Start, Width, Period, Currents, Duration, OuterStep, Integrator, Substeps, Resolution, Precision,
            Set, Device, Output, Neuron, Force, Json,
        ];
        foreach (Option option in options)
            command.Add(option);
        command.SetAction((result, cancellation) => Task.FromResult((int)Run(result, cancellation)));
        return command;
    }

    private static ExitCode Run(ParseResult result, CancellationToken cancellation)
    {
        SimulationOptions options = Options(result);
        int plotted = result.GetValue(Neuron);
        if (plotted < 0 || plotted >= options.Currents.Neurons)
            throw new BrunoException(ExitCode.Usage, $"--neuron {plotted}: there are {options.Currents.Neurons} neurons, counted from 0.");

        using ComputeDevice device = ComputeDevice.Open(
            result.GetRequiredValue(Device), precision: options.Precision, policy: DeviceChoiceView.Policy);
        string folder = OutputFolder.Make(OutputFolder.Choose(result.GetValue(Output), "simulate", result.GetValue(Force)), result.GetValue(Force));
        string csv = Path.Combine(folder, "trajectory.csv"), picture = Path.Combine(folder, "trajectory.png");
        List<TrajectoryPoint> points = [];
        double? threshold = Record(csv, options, device, plotted, points, cancellation);
        TrajectoryPlot.Save(picture, ToTrajectory(DeviceCatalogue.Find(options.Model), points, threshold));
        if (result.GetValue(Json))
        {
            Console.Out.Write(JsonFile.ToText(new
            {
                Neuron = plotted,
                options.Currents.Neurons,
                Spikes = points.Count(point => point.Spike),
                FirstSpikeS = points.Where(point => point.Spike).Select(point => (double?)point.TimeS).FirstOrDefault(),
                LowestPotentialV = points.Min(point => point.Values[0]),
                HighestPotentialV = points.Max(point => point.Values[0]),
                Table = csv,
                Picture = picture,
            }));
            return ExitCode.Ok;
        }

        Summarise(DeviceCatalogue.Find(options.Model), points, plotted, options.Currents.Neurons, csv, picture);
        return ExitCode.Ok;
    }

    private static double? Record(
        string csv, SimulationOptions options, ComputeDevice device, int plotted, List<TrajectoryPoint> points, CancellationToken cancellation)
    {
        IDeviceModel model = DeviceCatalogue.Find(options.Model);
        bool hasMany = options.Currents.Neurons > 1;
        string[] columns =
        [
            "time_s", "input_current_a", .. model.Variables.Concat(model.Observables).Select(quantity => quantity.Column), "spike",
            .. hasMany ? ["neuron"] : Array.Empty<string>(),
        ];
        using CsvRowWriter table = new(csv, columns);
        return Simulator.Run(
            device,
            options,
            (neuron, point) =>
            {
                // Something else that is shown need not be a number: a resistance without a current is none.
                int lost = Array.FindIndex(point.Values, 0, model.Variables.Count, value => !double.IsFinite(value));
                if (lost >= 0)
                {
                    throw new BrunoException(
                        ExitCode.Diverged,
                        $"{model.Variables[lost].Symbol} is no longer finite at {Format.Exact(point.TimeS)} s: the parameters or currents are beyond what the model can follow.");
                }

                table.Append(
                [
                    point.TimeS, point.InputCurrentA, .. point.Values.Select(value => (object?)value), point.Spike ? 1 : 0,
                    .. hasMany ? [neuron] : Array.Empty<object?>(),
                ]);
                if (neuron == plotted)
                    points.Add(point);
            },
            cancellation);
    }

    private static SimulationOptions Options(ParseResult result)
    {
        double step = result.GetValue(OuterStep);
        int? substeps = result.GetValue(Substeps);
        if (substeps is < 1 or > LargestSubsteps)
            throw new BrunoException(ExitCode.Usage, $"--substeps must be from 1 to {LargestSubsteps}, not {substeps}.");
        Option[] shape = [Shape, Amplitude, Offset, Start, Width, Period, Duration];
        if (result.GetValue(Currents) is not null && Array.Find(shape, IsGiven) is Option unused)
            throw new BrunoException(ExitCode.Usage, $"--currents says what the currents are and how long they last: leave {unused.Name} out.");
        WaveformKind kind = result.GetValue(Shape);
        if (kind != WaveformKind.Pulse && IsGiven(Width))
            throw new BrunoException(ExitCode.Usage, "--width is how long a pulse is: it goes with --waveform pulse.");
        if (kind == WaveformKind.Constant && IsGiven(Period))
            throw new BrunoException(ExitCode.Usage, "--period goes with --waveform pulse, triangle or sine: a constant does not repeat.");
        SimulationOptions options = new()
        {
            Model = result.GetRequiredValue(Model),
            Parameters = Parameters(result.GetRequiredValue(Model), result.GetValue(Set) ?? []),
            Currents = result.GetValue(Currents) is string file ? CurrentFile.Read(file, step) : Sampled(result, step),
            OuterStepSeconds = step,
            Integrator = result.GetValue(Integrator),
            Substeps = substeps,
            EveryMicroStep = result.GetValue(Resolution) == "micro",
        };
        return options with { Precision = PrecisionOf(result, options) };

        bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
    }

    private static Precision PrecisionOf(ParseResult result, SimulationOptions options)
    {
        bool needsDouble = DeviceCatalogue.Find(options.Model).EulerNeedsDouble && options.ChosenIntegrator == IntegratorKind.Euler;
        Precision precision = result.GetValue(Precision) ?? (needsDouble ? Gpu.Accelerators.Precision.Double : Gpu.Accelerators.Precision.Float);
        if (needsDouble && precision == Gpu.Accelerators.Precision.Float)
            Console.Error.WriteLine($"Warning: explicit Euler in float makes spikes that {options.Model} does not make; --precision double or --integrator adaptive does not.");
        return precision;
    }

    private static WaveformInput Sampled(ParseResult result, double step)
    {
        Waveform waveform = new()
        {
            Kind = result.GetValue(Shape),
            Amplitude = result.GetValue(Amplitude),
            Offset = result.GetValue(Offset),
            Start = result.GetValue(Start),
            Width = result.GetValue(Width),
            Period = result.GetValue(Period),
        };
        string[] faults = [.. waveform.Validate()];
        if (faults.Length > 0)
            throw new BrunoException(ExitCode.Usage, string.Join(Environment.NewLine, faults));

        double exact = result.GetValue(Duration) / step, steps = Math.Round(exact);
        if (!(steps is >= 1 and <= 1e7) || Math.Abs(exact - steps) > 1e-6 * steps)
            throw new BrunoException(ExitCode.Usage, $"--duration must be a whole number of outer steps of {step.ToString("R", CultureInfo.InvariantCulture)} s, from 1 to 10,000,000.");
        return new WaveformInput(waveform, (int)steps, step);
    }

    private static Dictionary<string, double> Parameters(string model, string[] settings)
    {
        Dictionary<string, double> parameters = [];
        List<string> faults = [];
        IDeviceModel found = DeviceCatalogue.Find(model);
        foreach (string setting in settings)
        {
            string[] parts = setting.Split('=', 2, StringSplitOptions.TrimEntries);
            string unit = found.Parameters.FirstOrDefault(parameter => parameter.Name == parts[0])?.Unit ?? "";
            if (parts.Length < 2)
                faults.Add($"--set {setting}: not NAME=VALUE, like threshold=2.0");
            else if (Quantity.Parse(parts[1], unit, out string fault) is double value)
                parameters[parts[0]] = value;
            else
                faults.Add($"--set {setting}: {fault}");
        }

        faults.AddRange(found.Validate(parameters).Select(fault => $"--set {fault.Key}: {fault.Message}"));
        if (faults.Count > 0)
            throw new BrunoException(ExitCode.Usage, string.Join(Environment.NewLine, faults));
        return parameters;
    }

    private static Trajectory ToTrajectory(IDeviceModel model, List<TrajectoryPoint> points, double? threshold) => new()
    {
        TimeSeconds = [.. points.Select(point => point.TimeS)],
        InputCurrentAmperes = [.. points.Select(point => point.InputCurrentA)],
        Curves = [.. model.Variables.Concat(model.Observables).Select((quantity, index) => new TrajectoryCurve(quantity, [.. points.Select(point => point.Values[index])]))],
        Spike = [.. points.Select(point => point.Spike)],
        Threshold = threshold,
    };

    private static void Summarise(IDeviceModel model, List<TrajectoryPoint> points, int neuron, int neurons, string csv, string picture)
    {
        int spikes = points.Count(point => point.Spike);
        Table table = new Table().AddColumns("neuron", "spikes", "first spike", "membrane potential");
        string first = spikes > 0 ? $"{Format.Exact(Math.Round(points.First(point => point.Spike).TimeS * 1e3, 6))} ms" : "-";
        string range = $"{Format.Loss(points.Min(point => point.Values[0]))} to {Format.Loss(points.Max(point => point.Values[0]))} {model.Variables[0].Unit}";
        table.AddRow($"{neuron} of {neurons}", Format.Number(spikes), first, range);
        AnsiConsole.Write(table);
        Console.Out.WriteLine(csv);
        Console.Out.WriteLine(picture);
    }
}
