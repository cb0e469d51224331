using System.CommandLine;
using System.Globalization;
using Bruno.Cli.CommandLine;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Simulation;

namespace Bruno.Cli.Commands;

/// <summary>What a simulation drives devices with: a waveform or a file, of currents or of voltages.</summary>
internal static class DriveOptions
{
    private static readonly Waveform Usual = new();

    private static readonly Option<WaveformKind> Shape = new("--waveform") { Description = "The shape of the input current or voltage (default constant).", HelpName = "constant|pulse|triangle|sine|staircase" };
    private static readonly Option<double> Amplitude = Quantity.Current.Option("--amplitude", "Its amplitude, A: 2e-9 or 2nA.", Usual.Amplitude);
    private static readonly Option<double> Offset = Quantity.Current.Option("--offset", "A current that is there all the time, A.", Usual.Offset);
    private static readonly Option<double?> Voltage = Quantity.Voltage.Optional("--voltage", "Prescribes the membrane potential instead of a current; the amplitude of the shape, V: 3 or 3V. A jump takes a micro-step.", "V");
    private static readonly Option<double?> VoltageOffset = Quantity.Voltage.Optional("--voltage-offset", "A voltage that is there all the time, V.", "V");
    private static readonly Option<double> Start = Quantity.Time.Option("--start", "When the shape begins, s: 0.2e-3 or 0.2ms.", Usual.Start);
    private static readonly Option<double> Width = Quantity.Length.Option("--width", "How long a pulse or a stair is, s.", Usual.Width);
    private static readonly Option<double> Period = Quantity.Time.Option("--period", "When the shape repeats, s; 0 for a single pulse.", Usual.Period);
    private static readonly Option<string?> Currents = new("--currents") { Description = "A CSV file instead: a column of ampere a neuron, a row an outer step; with a column 'time_s', currents at these times and straight lines between.", HelpName = "FILE" };
    private static readonly Option<string?> Voltages = new("--voltages") { Description = "A CSV file of voltages that the membrane potential is held at: a column of volt a neuron, straight lines between the times of a column 'time_s' (without it, a row is the end of an outer step, the first row the start).", HelpName = "FILE" };
    private static readonly Option<double> Duration = Quantity.Length.Option("--duration", "How long, s: 0.3 or 300ms; a whole number of outer steps.", 30e-3);

    /// <summary>The options.</summary>
    public static IReadOnlyList<Option> All { get; } =
        [Shape, Amplitude, Offset, Voltage, VoltageOffset, Start, Width, Period, Currents, Voltages, Duration];

    /// <summary>What the options ask for.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="step">The length of an outer step, s.</param>
    /// <exception cref="BrunoException">They contradict each other, or a file has faults.</exception>
    public static IDrive Of(ParseResult result, double step)
    {
        foreach (Option<string?> file in new[] { Currents, Voltages })
        {
            string quantity = file == Currents ? "currents" : "voltages";
            if (IsGiven(result, file) && All.FirstOrDefault(option => option != file && IsGiven(result, option)) is Option unused)
                throw new BrunoException(ExitCode.Usage, $"{file.Name} says what the {quantity} are and how long they last: leave {unused.Name} out.");
        }

        if (result.GetValue(Currents) is string currents)
            return CurrentFile.Read(currents, step);
        if (result.GetValue(Voltages) is string voltages)
            return VoltageFile.Read(voltages, step);

        WaveformKind kind = result.GetValue(Shape);
        bool isVoltage = IsGiven(result, Voltage) || IsGiven(result, VoltageOffset);
        if (isVoltage && Array.Find<Option>([Amplitude, Offset], option => IsGiven(result, option)) is Option other)
            throw new BrunoException(ExitCode.Usage, $"{other.Name} is of a current, but --voltage prescribes the membrane potential: give --voltage-offset for what is there all the time.");
        if (kind is not (WaveformKind.Pulse or WaveformKind.Staircase) && IsGiven(result, Width))
            throw new BrunoException(ExitCode.Usage, "--width is how long a pulse is: it goes with --waveform pulse (or staircase).");
        if (kind == WaveformKind.Constant && IsGiven(result, Period))
            throw new BrunoException(ExitCode.Usage, "--period goes with --waveform pulse, triangle, sine or staircase: a constant does not repeat.");
        Waveform waveform = new()
        {
            Kind = kind,
            Amplitude = isVoltage ? result.GetValue(Voltage) ?? 0 : result.GetValue(Amplitude),
            Offset = isVoltage ? result.GetValue(VoltageOffset) ?? 0 : result.GetValue(Offset),
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
        return isVoltage ? new WaveformVoltage(waveform, (int)steps) : new WaveformInput(waveform, (int)steps, step);
    }

    private static bool IsGiven(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };
}
