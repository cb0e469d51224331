using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Simulation;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Fitting;

/// <summary>Finds out what the columns of a table are.</summary>
internal sealed class MeasuredColumns
{
    private const string Ampere = "A", Volt = "V", Second = "s";
    private const string Current = "terminal_current";

    private static readonly string[] CurrentNames = [Current, "current", "I"];

    private readonly string path;
    private readonly IDeviceModel model;
    private readonly MeasurementOptions options;
    private readonly ColumnHeader[] headers;

    /// <summary>Reads the headers.</summary>
    /// <exception cref="BrunoException">One is missing, unknown or could be either of two (<see cref="ExitCode.Data"/>).</exception>
    public MeasuredColumns(string path, IDeviceModel model, MeasurementOptions options, ColumnHeader[] headers)
    {
        (this.path, this.model, this.options, this.headers) = (path, model, options, headers);
        Time = options.Time is string time
            ? Find(time, "--time")
            : Array.FindIndex(headers, header => header.IsTime) is int found and >= 0 ? found : throw Fault("there is no column of times (called time or t); name it with --time COLUMN");
        SecondsPerUnit = FactorOf(Time, Second);
        int[] chosen = [.. options.Measured.Select(measured => Find(measured.Column, "--measured"))];
        (Kind, Drive) = FindDrive(chosen);
        SiPerDrive = FactorOf(Drive, Kind == DriveKind.Current ? Ampere : Volt);
        IsHeld = Kind == DriveKind.Current && (options.IsHeld ?? headers[Drive].Name == "input_current");
        (int Column, string? Quantity)[] measured = chosen.Length > 0
            ? [.. chosen.Zip(options.Measured, (column, choice) => (column, choice.Quantity))]
            : [.. Usual()];
        Measured = [.. measured.Select(entry => MeasuredOf(entry.Column, entry.Quantity))];
    }

    /// <summary>The column of times.</summary>
    public int Time { get; }

    /// <summary>A unit of times in s.</summary>
    public double SecondsPerUnit { get; }

    /// <summary>What devices were driven by.</summary>
    public DriveKind Kind { get; }

    /// <summary>The column of that.</summary>
    public int Drive { get; }

    /// <summary>A unit of it in A or V.</summary>
    public double SiPerDrive { get; }

    /// <summary>Whether currents flowed since the row before.</summary>
    public bool IsHeld { get; }

    /// <summary>What was measured.</summary>
    public IReadOnlyList<MeasuredColumn> Measured { get; }

    private (DriveKind Kind, int Column) FindDrive(int[] measured)
    {
        if (options.DriveColumn is string name)
        {
            int column = Find(name, "--drive");
            return (options.Drive ?? (headers[column].Measures(Volt) ? DriveKind.Voltage : DriveKind.Current), column);
        }

        // Tables of this program say it by name.
        foreach ((string own, DriveKind kind) in new[] { ("prescribed_voltage", DriveKind.Voltage), ("input_current", DriveKind.Current) })
        {
            if ((options.Drive ?? kind) == kind && Array.FindIndex(headers, header => header.Name == own) is int found and >= 0)
                return (kind, found);
        }

        int[] Free(string unit) => [.. Enumerable.Range(0, headers.Length).Where(column => column != Time && !measured.Contains(column) && headers[column].Measures(unit))];
        int[] voltages = options.Drive == DriveKind.Current ? [] : Free(Volt), currents = options.Drive == DriveKind.Voltage ? [] : Free(Ampere);
        return (voltages, currents) switch
        {
            ([int voltage], []) => (DriveKind.Voltage, voltage),
            ([], [int current]) => (DriveKind.Current, current),
            ([], []) => throw Fault("there is no column that the device was driven by, in volt or ampere; name it with --drive current=COLUMN or --drive voltage=COLUMN"),
            _ => throw Fault($"the device may have been driven by {string.Join(" or ", voltages.Concat(currents).Select(column => $"'{headers[column].Text}'"))}: say --drive current or --drive voltage, or name the column (--drive voltage=COLUMN)"),
        };
    }

    /// <summary>What is measured where nobody says it: the potential under a current, the current under a voltage.</summary>
    private IEnumerable<(int Column, string? Quantity)> Usual()
    {
        int[] others = [.. Enumerable.Range(0, headers.Length).Where(column => column != Time && column != Drive)];
        int wanted = Kind == DriveKind.Voltage ? model.Variables.Count + model.Observables.Count : 0;
        int[] found = [.. others.Where(column => QuantityOf(headers[column]) == wanted)];
        if (found.Length == 0)
            found = [.. others.Where(column => headers[column].Measures(Kind == DriveKind.Voltage ? Ampere : Volt))];
        return found.Length == 1
            ? [(found[0], Kind == DriveKind.Voltage ? Current : model.Variables[0].Name)]
            : throw Fault($"which column was measured? Say --measured COLUMN, or COLUMN=QUANTITY; there are {string.Join(", ", others.Select(column => $"'{headers[column].Text}'"))}");
    }

    private MeasuredColumn MeasuredOf(int column, string? name)
    {
        ColumnHeader header = headers[column];
        int quantity = name is null ? QuantityOf(header) : QuantityOf(name), variables = model.Variables.Count, shown = variables + model.Observables.Count;
        string[] known = [.. model.Variables.Concat(model.Observables).Select(entry => entry.Name), Current];
        if (quantity < 0)
            throw Fault($"'{name ?? header.Name}' is no variable or observable of {model.Name}{(NearestName.Hint(name ?? header.Name, known) is { Length: > 0 } hint ? hint : $" (there are {string.Join(", ", known)})")}; say what the column is with --measured '{header.Text}=QUANTITY'");
        if (quantity == shown && Kind == DriveKind.Current)
            throw Fault($"'{header.Text}' is a current, but the device is driven by one: there is nothing to measure in it");
        if (quantity == 0 && Kind == DriveKind.Voltage)
            throw Fault($"'{header.Text}' is the potential, but that is prescribed: there is nothing to measure in it");
        ShownQuantity wanted = quantity == shown ? new(Current, "I", Ampere, 1e-9) : quantity < variables ? model.Variables[quantity] : model.Observables[quantity - variables];
        string? sigma = options.Sigmas.FirstOrDefault(entry => header.IsCalled(entry.Key)).Value;
        int sigmaColumn = sigma is null ? -1 : Array.FindIndex(headers, other => other.IsCalled(sigma));
        double? number = sigma is null || sigmaColumn >= 0 ? null : SigmaOf(sigma, header.Unit ?? wanted.Unit);
        double weight = options.Weights.Where(entry => header.IsCalled(entry.Column) && (entry.File is null || Path.GetFullPath(entry.File) == Path.GetFullPath(path)))
            .Select(entry => entry.Weight).LastOrDefault(1);
        return new(header, column, quantity, wanted.Symbol, wanted.Unit, wanted.Scale, IsColumnOf(header, wanted) ? 1 : FactorOf(column, wanted.Unit), number, sigmaColumn, weight);
    }

    private double SigmaOf(string text, string unit)
    {
        int length = text.Length;
        double number = 0;
        while (length > 0 && !NumberText.TryRead(text[..length], out number))
            --length;
        string given = text[length..].Trim();
        double? value = length == 0 ? null : given.Length == 0 ? number : UnitConversion.Convert(number, given, unit);
        return value ?? throw Fault($"--sigma: '{text}' is neither a column of the file nor a number in {unit}");
    }

    private int QuantityOf(ColumnHeader header)
    {
        ShownQuantity[] shown = [.. model.Variables, .. model.Observables];
        int own = Array.FindIndex(shown, quantity => IsColumnOf(header, quantity));
        return own >= 0 ? own : QuantityOf(header.Name);
    }

    private int QuantityOf(string name)
    {
        ShownQuantity[] shown = [.. model.Variables, .. model.Observables];
        int exact = Array.FindIndex(shown, quantity => quantity.Name == name || quantity.Symbol == name || quantity.Column == name);
        return exact >= 0 ? exact : CurrentNames.Contains(name) ? shown.Length : -1;
    }

    private static bool IsColumnOf(ColumnHeader header, ShownQuantity quantity) => header.Text == quantity.Column && header.Text != quantity.Name;

    private int Find(string name, string option)
    {
        int[] found = [.. Enumerable.Range(0, headers.Length).Where(column => headers[column].Text == name)];
        if (found.Length == 0)
            found = [.. Enumerable.Range(0, headers.Length).Where(column => headers[column].IsCalled(name))];
        string[] known = [.. headers.Select(header => header.Text)];
        return found.Length == 1 ? found[0]
            : throw Fault(found.Length > 1 ? $"{option}: there are {found.Length} columns '{name}'" : $"{option}: there is no column '{name}'{(NearestName.Hint(name, known) is { Length: > 0 } hint ? hint : $" (there are {string.Join(", ", known)})")}");
    }

    /// <summary>A unit of a column in another; of a column without a unit, 1.</summary>
    private double FactorOf(int column, string unit) => headers[column].Unit is not string own ? 1
        : UnitConversion.Convert(1, own, unit) ?? throw Fault($"the column '{headers[column].Text}' is in {own}, which cannot be converted to {(unit.Length > 0 ? unit : "a plain number")}");

    private BrunoException Fault(string reason) => new(ExitCode.Data, $"{path}: {reason}.");
}
