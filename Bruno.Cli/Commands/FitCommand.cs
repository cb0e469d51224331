using System.CommandLine;
using System.Globalization;
using Bruno.Cli.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Fitting;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Plots;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno fit</c>: the parameters of a model from measured traces.</summary>
internal static class FitCommand
{
    private const int MostStarts = 1000, MostIterations = 10_000;

    private static readonly Argument<string> Model = new("model") { Description = $"The device model: {string.Join(", ", DeviceCatalogue.Names)}, or a text, my-neuron.toml." };
    private static readonly Argument<string[]> Files = new("data") { Description = "CSV files of measurements, with a header.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Parameters = new("--parameters") { Description = "The parameters that are wanted, separated by commas; 'bruno devices MODEL' lists them.", Required = true, HelpName = "NAMES" };
    private static readonly Option<string[]> Set = new("--set", "--fixed") { Description = "Another parameter of the model, not fitted: area=25um2; may be given again.", HelpName = "NAME=VALUE" };
    private static readonly Option<string[]> Start = new("--start") { Description = "Where a parameter starts; where not given, at the model's default. May be given again.", HelpName = "NAME=VALUE" };
    private static readonly Option<string[]> Bounds = new("--bounds") { Description = "Bounds of a parameter, within those of the model: area=10um2:40um2; may be given again.", HelpName = "NAME=LOW:HIGH" };
    private static readonly Option<string?> Log = new("--log") { Description = "Parameters on a logarithmic scale. Without a word, those that must be positive and whose bounds are open or span two decades.", HelpName = "NAMES" };
    private static readonly Option<string?> Linear = new("--linear") { Description = "Parameters on a linear scale.", HelpName = "NAMES" };
    private static readonly Option<int> Starts = new("--starts") { Description = "From how many points it starts; the first is --start, the others are spread between the bounds, or around it.", DefaultValueFactory = _ => 4, HelpName = "N" };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Where the others lie (default 0).", HelpName = "N" };
    private static readonly Option<int> Iterations = new("--iterations") { Description = "The most steps of a start.", DefaultValueFactory = _ => 100, HelpName = "N" };
    private static readonly Option<IntegratorKind> Integrator = new("--integrator") { Description = "How the device is integrated between rows: adaptive (default), exponential or euler.", DefaultValueFactory = _ => IntegratorKind.Adaptive, HelpName = "NAME" };
    private static readonly Option<double> Step = Quantity.Length.Option("--step", "The longest step of exponential and euler, s.", 1e-6);
    private static readonly Option<double> Tolerance = new Quantity("V", 1e-12, 1).Option("--tolerance", "The largest error of a step of the adaptive integrator, V.", FitOptions.DefaultTolerance);
    private static readonly Option<string> Device = new("--device") { Description = "The compute device; it needs double precision. Few traces are a few long threads, which a processor is best at.", DefaultValueFactory = _ => "cpu", HelpName = "NAME" };
    private static readonly Option<string?> Output = new("--output") { Description = "The card that is written, with a picture and the correlation matrix beside it (default runs/fit-TIME/card.toml).", HelpName = "FILE" };
    private static readonly Option<bool> Force = new("--force") { Description = "Writes over files that are there." };
    private static readonly Option<bool> NoProgress = new("--no-progress") { Description = "Shows no progress." };
    private static readonly PictureChoice Pictures = new();
    private static readonly Option<bool> Json = new("--json") { Description = "Prints the result as JSON." };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new("fit", """
            Extracts parameters of a device from measured traces: least squares (Levenberg-Marquardt) with exact derivatives. Writes a device
            card with values, standard errors and the files they come from, which 'bruno simulate' and 'bruno train' take with --card, the
            correlation matrix of the errors and a picture of data, fit and residuals, and warns of what the data do not determine.

            A file has a header and a column of times, one of what the device was driven by (a current or a voltage), and measured ones:
            'time (us),V (mV),I (nA)'. What 'bruno simulate' writes is such a file. The device starts fresh at the first row.

            Examples:
              bruno fit felif loop.csv --parameters saturation_polarization,activation_field --output my-card.toml
              bruno fit my-neuron.toml a.csv b.csv --drive current --parameters leak,capacitance --bounds leak=1nS:1uS
              bruno fit felif bench.csv --drive voltage --measured "I (nA)=terminal_current" --sigma "I (nA)=0.1nA" --parameters area
            """);
        command.Add(Model);
        command.Add(Files);
        Option[] options =
        [
            Parameters, .. MeasurementSettings.All, Set, Start, Bounds, Log, Linear, Starts, Seed, Iterations, Integrator, Step, Tolerance, Device, Output, Force,
            NoProgress, Json,
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
        FitOptions options = Options(result);
        PictureOptions wanted = Pictures.Of(result);
        bool force = result.GetValue(Force);
        string card = result.GetValue(Output) ?? Path.Combine(OutputFolder.Usual("fit"), "card.toml");
        if (!card.EndsWith(".toml", StringComparison.OrdinalIgnoreCase))
            throw new BrunoException(ExitCode.Usage, $"--output {card}: the card is a TOML file: give it a name that ends in .toml.");
        string beside = card[..^".toml".Length], correlation = beside + ".correlation.csv";
        string[] files = [card, correlation, .. wanted.Files(beside)];
        foreach (string path in files)
            OutputPlace.RequireFree(path, force);
        if (DeviceCatalogue.AreSame(card, options.Model))
            throw new BrunoException(ExitCode.Usage, $"--output {card}: that is the model itself.");

        using ComputeDevice device = ComputeDevice.Open(result.GetRequiredValue(Device), precision: Precision.Double, policy: DeviceChoiceView.Policy);
        device.EndOn(cancellation);
        FitResult fitted = Fitted(device, options, beside + ".interrupted.toml", !result.GetValue(NoProgress), cancellation);
        FitCard.Save(fitted, card, correlation);
        IReadOnlyList<string> pictures = FitPlot.Of(fitted).Save(beside, wanted);
        if (result.GetValue(Json))
        {
            Console.Out.Write(JsonFile.ToText(FitReportView.ForJson(fitted, card, correlation, pictures)));
            return ExitCode.Ok;
        }

        FitReportView.Write(fitted);
        foreach (string path in files)
            Console.Out.WriteLine(path);
        return ExitCode.Ok;
    }

    /// <summary>Fits; where that is cancelled, the best parameters so far are saved before the program ends.</summary>
    private static FitResult Fitted(ComputeDevice device, FitOptions options, string interrupted, bool isShown, CancellationToken cancellation)
    {
        InterimCard interim = new(interrupted);
        using CancellationTokenRegistration saving = cancellation.UnsafeRegister(_ => SaveInterim(interim, interrupted), null);
        return FitProgressView.Show(isShown, report => Fit.Run(
            device,
            options,
            progress =>
            {
                interim.Keep(progress);
                report?.Invoke(progress);
            },
            cancellation));
    }

    private static void SaveInterim(InterimCard interim, string path)
    {
        try
        {
            Console.Error.WriteLine(interim.Save() is { } saved
                ? $"Interrupted at {saved.Reached}: the best parameters so far are in {path}, which says that they are no result. To go on from them: "
                    + string.Join(' ', saved.Parameters.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{Start.Name} {entry.Parameter.Name}={entry.Value:R}")))
                : "Interrupted before the first step of the fit: nothing was saved.");
        }
        catch (BrunoException exception)
        {
            Console.Error.WriteLine($"Interrupted, and nothing was saved. {exception.Message}");
        }
    }

    private static FitOptions Options(ParseResult result)
    {
        IDeviceModel model = DeviceCatalogue.Find(result.GetRequiredValue(Model));
        Require(Starts, result.GetValue(Starts), MostStarts, "1 starts from the given point alone");
        Require(Iterations, result.GetValue(Iterations), MostIterations, "the usual 100 are enough for most fits");
        string[] files = result.GetRequiredValue(Files);
        if (files.CountBy(Path.GetFullPath).FirstOrDefault(file => file.Value > 1).Key is string repeated)
            throw new BrunoException(ExitCode.Usage, $"'{repeated}' is given more than once: to count it more, use --weight.");
        return new()
        {
            Model = model.Name,
            Files = files,
            Measurements = MeasurementSettings.Of(result),
            Parameters = CommaList.Names(Parameters.Name, result.GetRequiredValue(Parameters)),
            Fixed = ParameterSettings.Read(model, Set.Name, result.GetValue(Set) ?? []),
            Start = ParameterSettings.Read(model, Start.Name, result.GetValue(Start) ?? []),
            Bounds = BoundsOf(model, result.GetValue(Bounds) ?? []),
            Logarithmic = Names(Log),
            Linear = Names(Linear),
            Starts = result.GetValue(Starts),
            Seed = result.GetValue(Seed),
            MaximumIterations = result.GetValue(Iterations),
            Integrator = result.GetValue(Integrator),
            Tolerance = result.GetValue(Tolerance),
            StepSeconds = result.GetValue(Step),
        };

        IReadOnlyList<string> Names(Option<string?> option) => result.GetValue(option) is string text ? CommaList.Names(option.Name, text) : [];
    }

    private static void Require(Option option, int value, int most, string hint)
    {
        if (value < 1 || value > most)
            throw new BrunoException(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"{option.Name} must be from 1 to {most}, is {value}; {hint}."));
    }

    private static Dictionary<string, (double Low, double High)> BoundsOf(IDeviceModel model, string[] settings)
    {
        Dictionary<string, (double, double)> bounds = [];
        List<string> faults = [];
        foreach (string setting in settings)
        {
            string[] parts = setting.Split('=', 2, StringSplitOptions.TrimEntries), ends = parts.Length < 2 ? [] : parts[1].Split(':');
            string unit = model.Parameters.FirstOrDefault(parameter => parameter.Name == parts[0])?.Unit ?? "";
            if (ends.Length != 2)
                faults.Add($"{Bounds.Name} {setting}: not NAME=LOW:HIGH, like threshold=1:3");
            else if (Quantity.Parse(ends[0], unit, out string low) is not double from)
                faults.Add($"{Bounds.Name} {setting}: {low}");
            else if (Quantity.Parse(ends[1], unit, out string high) is not double to)
                faults.Add($"{Bounds.Name} {setting}: {high}");
            else
                bounds[parts[0]] = (from, to);
        }

        return faults.Count == 0 ? bounds : throw new BrunoException(ExitCode.Usage, string.Join(Environment.NewLine, faults));
    }
}
