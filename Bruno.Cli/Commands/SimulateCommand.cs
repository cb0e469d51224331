using System.CommandLine;
using Bruno.Cli.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Simulation;
using Spectre.Console;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno simulate</c>: drives devices with a current and writes what they do.</summary>
internal static class SimulateCommand
{
    private const int LargestSubsteps = 1_000_000;

    private static readonly Option<string> Model = new("--model") { Description = $"The device model: {string.Join(", ", DeviceCatalogue.Names)}.", DefaultValueFactory = _ => "felif", HelpName = "NAME" };
    private static readonly Option<double> OuterStep = Quantity.Length.Option("--outer-step", "The length of an outer step, s.", SimulationOptions.DefaultOuterStepSeconds);
    private static readonly Option<IntegratorKind?> Integrator = new("--integrator") { Description = "How each micro-step is integrated: adaptive (default), exponential, rosenbrock or euler; the latter where --substeps are given, as in training.", HelpName = "NAME" };
    private static readonly Option<int?> Substeps = new("--substeps", "--micro-steps") { Description = $"Micro-steps an outer step, during each of which the current is constant (default {SimulationOptions.DefaultSubsteps}).", HelpName = "N" };
    private static readonly Option<double> Tolerance = Quantity.Error.Option("--tolerance", "The largest error of a step of adaptive and rosenbrock, V, as in training.", DeviceLayerOptions.DefaultTolerance);
    private static readonly Option<string> Resolution = new("--resolution") { Description = "Rows of the CSV file: every micro step, or every outer step.", DefaultValueFactory = _ => "micro" };
    private static readonly Option<Precision?> Precision = new("--precision") { Description = "float (default) or double; double where explicit Euler needs it (heracles).", HelpName = "float|double" };
    private static readonly Option<string?> Card = new("--card") { Description = "The model and parameters of a device card, as 'bruno fit' writes it: a name or a file.", HelpName = "CARD" };
    private static readonly Option<string[]> Set = new("--set") { Description = "A parameter of the model, SI units or with its unit: threshold=2.0, area=25um2; may be given again. 'bruno devices MODEL' lists them.", HelpName = "NAME=VALUE" };
    private static readonly Option<string> Device = new("--device") { Description = "The compute device.", DefaultValueFactory = _ => "auto", HelpName = "NAME" };
    private static readonly Option<string?> Output = new("--output") { Description = "The folder for trajectory.csv and the picture (default runs/simulate-TIME).", HelpName = "DIR" };
    private static readonly Option<int> Neuron = new("--neuron") { Description = "Which neuron to plot, from 0.", HelpName = "N" };
    private static readonly Option<bool> Force = new("--force") { Description = "Writes into a folder that is not empty." };

    private static readonly PictureChoice Pictures = new();
    private static readonly Option<bool> Json = new("--json") { Description = "Prints the result as JSON." };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Resolution.AcceptOnlyFromAmong("micro", "outer");
        Command command = new("simulate", """
            Drives one device with a waveform, or several with a table of currents, and writes trajectory.csv and a picture. With --voltage
            or --voltages the membrane potential is prescribed instead (a voltage clamp: polarization loops, pulses, staircases), nothing
            fires, and the current into the device is what comes out.

            Examples:
              bruno simulate
              bruno simulate --waveform pulse --amplitude 5nA --width 3ms --duration 60ms
              bruno simulate --currents currents.csv --resolution outer --precision double --set threshold=2.0
              bruno simulate --waveform triangle --voltage 3V --period 4ms --duration 8ms
              bruno simulate --waveform staircase --voltage 3V --width 1ms --period 5ms --duration 5ms
            """);
        Option[] options =
        [
            Model, .. DriveOptions.All, OuterStep, Integrator, Substeps, Tolerance, Resolution, Precision, Card, Set, Device, Output, Neuron, Force, Json,
        ];
        foreach (Option option in options)
            command.Add(option);
        Pictures.AddTo(command);
        DeviceLibraryOption.AddTo(command);
        command.SetAction((result, cancellation) => Task.FromResult((int)Run(result, cancellation)));
        return command;
    }

    private static ExitCode Run(ParseResult result, CancellationToken cancellation)
    {
        SimulationOptions options = Options(result);
        int plotted = result.GetValue(Neuron);
        if (plotted < 0 || plotted >= options.Drive.Neurons)
            throw new BrunoException(ExitCode.Usage, $"--neuron {plotted}: there are {options.Drive.Neurons} neurons, counted from 0.");

        PictureOptions wanted = Pictures.Of(result);
        using ComputeDevice device = ComputeDevice.Open(
            result.GetRequiredValue(Device), precision: options.Precision, policy: DeviceChoiceView.Policy);
        device.EndOn(cancellation);
        string folder = OutputFolder.Make(OutputFolder.Choose(result.GetValue(Output), "simulate", result.GetValue(Force)), result.GetValue(Force));
        string csv = Path.Combine(folder, "trajectory.csv");
        List<TrajectoryPoint> points = [];
        IDeviceModel model = DeviceCatalogue.Find(options.Model);
        double? threshold = Record(csv, options, device, plotted, points, cancellation);
        BoundWatch bounds = new(model, options.Parameters, options.Drive is IPrescribedVoltage);
        points.ForEach(bounds.Watch);
        foreach (BoundStop stop in bounds.Stops)
            Warn(model, stop, points.Count);
        IReadOnlyList<string> pictures = TrajectoryPlot.Of(ToTrajectory(model, points, threshold, options.Drive is IPrescribedVoltage)).Save(Path.Combine(folder, "trajectory"), wanted);
        if (result.GetValue(Json))
        {
            Console.Out.Write(JsonFile.ToText(new
            {
                Neuron = plotted,
                options.Drive.Neurons,
                Spikes = points.Count(point => point.Spike),
                FirstSpikeS = points.Where(point => point.Spike).Select(point => (double?)point.TimeS).FirstOrDefault(),
                LowestPotentialV = points.Min(point => point.Values[0]),
                HighestPotentialV = points.Max(point => point.Values[0]),
                StoppedByBounds = bounds.Stops.Select(stop => new { Variable = stop.Variable.Name, Bound = stop.IsUpper ? "high" : "low", stop.Seconds, stop.Points }),
                Table = csv,
                Picture = pictures[0],
                Pictures = pictures,
            }));
            return ExitCode.Ok;
        }

        Summarise(model, points, plotted, options.Drive.Neurons, [csv, .. pictures]);
        return ExitCode.Ok;
    }

    private static void Warn(IDeviceModel model, BoundStop stop, int points)
    {
        string bound = $"{(stop.IsUpper ? "upper" : "lower")} bound, {Format.Exact(stop.Bound)} {stop.Variable.Unit}".TrimEnd();
        Console.Error.WriteLine(
            $"Warning: {stop.Variable.Name} is held at its {bound}, from {Format.Exact(Math.Round(stop.Seconds * 1e3, 6))} ms on ({stop.Points} of {points} points), "
            + $"where the equations of {model.Name} would go on. Drive it less, or widen the bound in the model.");
    }

    private static double? Record(
        string csv, SimulationOptions options, ComputeDevice device, int plotted, List<TrajectoryPoint> points, CancellationToken cancellation)
    {
        IDeviceModel model = DeviceCatalogue.Find(options.Model);
        bool hasMany = options.Drive.Neurons > 1, isHeld = options.Drive is IPrescribedVoltage;
        double volts = 1 / model.Variables[0].Scale;
        IEnumerable<string> shown = model.Variables.Concat(model.Observables).Select(quantity => quantity.Column);
        string[] columns =
        [
            .. isHeld ? ["time_s", "prescribed_voltage_v", .. shown, "terminal_current_a"] : (IEnumerable<string>)["time_s", "input_current_a", .. shown, "spike"],
            .. hasMany ? ["neuron"] : Array.Empty<string>(),
        ];
        using CsvRowWriter table = new(csv, columns);
        return Simulator.Run(
            device,
            options,
            (neuron, point) =>
            {
                table.Append(
                [
                    point.TimeS, isHeld ? point.Values[0] * volts : point.InputCurrentA, .. point.Values.Select(value => (object?)value),
                    isHeld ? point.InputCurrentA : point.Spike ? 1 : 0, .. hasMany ? [neuron] : Array.Empty<object?>(),
                ]);
                if (neuron == plotted)
                    points.Add(point);
            },
            cancellation);
    }

    private static SimulationOptions Options(ParseResult result)
    {
        double step = result.GetValue(OuterStep);
        (string model, Dictionary<string, double> parameters) = Subject(result);
        int? substeps = result.GetValue(Substeps);
        if (substeps is < 1 or > LargestSubsteps)
            throw new BrunoException(ExitCode.Usage, $"--substeps must be from 1 to {LargestSubsteps}, not {substeps}.");
        SimulationOptions options = new()
        {
            Model = model,
            Parameters = parameters,
            Drive = DriveOptions.Of(result, step),
            OuterStepSeconds = step,
            Integrator = result.GetValue(Integrator),
            Substeps = substeps,
            Tolerance = result.GetValue(Tolerance),
            EveryMicroStep = result.GetValue(Resolution) == "micro",
        };
        return options with { Precision = PrecisionOf(result, options) };
    }

    /// <summary>The model and its parameters: those of a card, and over them those of --set.</summary>
    private static (string Model, Dictionary<string, double> Parameters) Subject(ParseResult result)
    {
        string[] settings = result.GetValue(Set) ?? [];
        if (result.GetValue(Card) is not string name)
            return (result.GetRequiredValue(Model), ParameterSettings.Read(DeviceCatalogue.Find(result.GetRequiredValue(Model)), Set.Name, settings));
        DeviceCard card = CardCatalogue.Find(name);
        if (card.Kind != CardKind.Neuron)
            throw new BrunoException(ExitCode.Usage, $"--card {name}: it describes a synapse; a neuron is simulated.");
        if (result.GetResult(Model) is { Implicit: false } && !DeviceCatalogue.AreSame(result.GetRequiredValue(Model), card.Model))
            throw new BrunoException(ExitCode.Usage, $"--card {name}: it is of {card.Model}, not of {result.GetRequiredValue(Model)}: leave --model out.");
        Dictionary<string, double> parameters = new(card.Overrides());
        foreach ((string parameter, double value) in ParameterSettings.Read(DeviceCatalogue.Find(card.Model!), Set.Name, settings))
            parameters[parameter] = value;
        return (card.Model!, parameters);
    }

    private static Precision PrecisionOf(ParseResult result, SimulationOptions options)
    {
        bool needsDouble = DeviceCatalogue.Find(options.Model).EulerNeedsDouble && options.ChosenIntegrator == IntegratorKind.Euler;
        Precision precision = result.GetValue(Precision) ?? (needsDouble ? Gpu.Accelerators.Precision.Double : Gpu.Accelerators.Precision.Float);
        if (needsDouble && precision == Gpu.Accelerators.Precision.Float)
            Console.Error.WriteLine($"Warning: explicit Euler in float makes spikes that {options.Model} does not make; --precision double or --integrator adaptive does not.");
        return precision;
    }

    private static Trajectory ToTrajectory(IDeviceModel model, List<TrajectoryPoint> points, double? threshold, bool isHeld) => new()
    {
        TimeSeconds = [.. points.Select(point => point.TimeS)],
        InputCurrentAmperes = [.. points.Select(point => point.InputCurrentA)],
        Curves = [.. model.Variables.Concat(model.Observables).Select((quantity, index) => new TrajectoryCurve(quantity, [.. points.Select(point => point.Values[index])]))],
        // Nothing fires under a prescribed voltage.
        Spike = isHeld ? null : [.. points.Select(point => point.Spike)],
        Threshold = threshold,
    };

    private static void Summarise(IDeviceModel model, List<TrajectoryPoint> points, int neuron, int neurons, IEnumerable<string> files)
    {
        int spikes = points.Count(point => point.Spike);
        Table table = new Table().AddColumns("neuron", "spikes", "first spike", "membrane potential");
        string first = spikes > 0 ? $"{Format.Exact(Math.Round(points.First(point => point.Spike).TimeS * 1e3, 6))} ms" : "-";
        string range = $"{Format.Loss(points.Min(point => point.Values[0]))} to {Format.Loss(points.Max(point => point.Values[0]))} {model.Variables[0].Unit}";
        table.AddRow($"{neuron} of {neurons}", Format.Number(spikes), first, range);
        AnsiConsole.Write(table);
        foreach (string file in files)
            Console.Out.WriteLine(file);
    }
}
