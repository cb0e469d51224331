using System.Security.Cryptography;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Simulation;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Fitting;

/// <summary>A CSV file of measurements: a column of times, one of what the device was driven by, and measured ones; a header names them.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sha256">The checksum of its content.</param>
/// <param name="Traces">What is in it: a trace, or one a neuron.</param>
internal sealed record MeasurementFile(string Path, string Sha256, IReadOnlyList<MeasuredTrace> Traces)
{
    private const string Content = "measurements, numbers in columns under a header like 'time (us)'";
    private const string NeuronColumn = "neuron";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model of the device.</param>
    /// <param name="options">What is what.</param>
    /// <param name="files">Where it is; this machine's where not given.</param>
    /// <exception cref="BrunoException">It is not such a file (<see cref="ExitCode.Data"/>); file and line are named, and all faults of a kind.</exception>
    public static MeasurementFile Read(string path, IDeviceModel model, MeasurementOptions options, IFiles? files = null)
    {
        byte[] content = NumberTable.ReadBytes(path, Content, files);
        NumberTable table = NumberTable.Parse(path, EncodedText.Of(content), Content);
        if (table.Names is not { } names)
            throw new BrunoException(ExitCode.Data, $"{path}:{table.Lines[0]}: there is no header: the first line must name the columns, with units, like 'time (us),V (mV),I (nA)'.");
        MeasuredColumns columns = new(path, model, options, [.. names.Select(ColumnHeader.Parse)]);
        double[] seconds = [.. table.Rows.Select(row => row[columns.Time] * columns.SecondsPerUnit)];
        int neurons = Array.FindIndex([.. names], name => name.Trim() == NeuronColumn);
        int[][] groups = neurons < 0
            ? [[.. Enumerable.Range(0, seconds.Length)]]
            : [.. Enumerable.Range(0, seconds.Length).GroupBy(row => table.Rows[row][neurons]).OrderBy(group => group.Key).Select(group => group.ToArray())];
        List<MeasuredTrace> traces = [];
        foreach (int[] rows in groups)
        {
            RequireTimes(table, seconds, rows);
            traces.Add(new(
                path, neurons < 0 ? null : (int)table.Rows[rows[0]][neurons], columns.Kind, [.. rows.Select(row => seconds[row])],
                [.. rows.Select(row => table.Rows[row][columns.Drive] * columns.SiPerDrive)], columns.IsHeld,
                [.. columns.Measured.Select(measured => SeriesOf(table, rows, measured))]));
        }

        return new(path, Convert.ToHexStringLower(SHA256.HashData(content)), traces);
    }

    private static MeasuredSeries SeriesOf(NumberTable table, int[] rows, MeasuredColumn measured)
    {
        double[]? sigma = measured.Sigma is not double given && measured.SigmaColumn < 0 ? null
            : [.. rows.Select(row => (measured.Sigma ?? table.Rows[row][measured.SigmaColumn]) * measured.Factor)];
        int wrong = sigma is null ? -1 : Array.FindIndex(sigma, value => !(value > 0));
        if (wrong >= 0)
            throw Fault(table, rows[wrong], FormattableString.Invariant($"the standard deviation of '{measured.Header.Text}' must be positive, is {sigma![wrong]}"));
        return new(
            measured.Header.Text, measured.Quantity, measured.Symbol, measured.Unit, measured.Scale,
            [.. rows.Select(row => table.Rows[row][measured.Column] * measured.Factor)], sigma, measured.Weight);
    }

    private static void RequireTimes(NumberTable table, double[] seconds, int[] rows)
    {
        if (rows.Length < 2)
            throw Fault(table, rows[0], "a trace needs at least two rows");
        for (int i = 1; i < rows.Length; ++i)
        {
            if (!(seconds[rows[i]] > seconds[rows[i - 1]]))
                throw Fault(table, rows[i], FormattableString.Invariant($"the time {seconds[rows[i]]} s is not after that of the row before, {seconds[rows[i - 1]]} s"));
        }
    }

    private static BrunoException Fault(NumberTable table, int row, string reason) => new(ExitCode.Data, $"{table.Path}:{table.Lines[row]}: {reason}.");
}
