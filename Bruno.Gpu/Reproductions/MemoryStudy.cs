using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Benchmarks;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Files;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Reproductions;

/// <summary>Memory and time of a training step by method and horizon; horizons that were measured before are not measured again.</summary>
internal sealed record MemoryStudy
{
    /// <summary>The network.</summary>
    public string Preset { get; init; } = "benchmark";

    /// <summary>Settings over those of the preset.</summary>
    public UnboundSettings Settings { get; init; } = UnboundSettings.None;

    /// <summary>The methods.</summary>
    public IReadOnlyList<GradientKind> Methods { get; init; } = [];

    /// <summary>Outer steps of a sequence.</summary>
    public IReadOnlyList<int> Horizons { get; init; } = [];

    /// <summary>Batch elements.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>Micro-steps an outer step.</summary>
    public int Substeps { get; init; } = 1000;

    /// <summary>Channels of the data.</summary>
    public int Inputs { get; init; } = 128;

    /// <summary>Outputs of the network.</summary>
    public int Outputs { get; init; } = 27;

    /// <summary>Training steps that are timed, at most.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>The settings of what is measured, checked.</summary>
    /// <exception cref="Errors.BrunoException">There are faults; the message lists all.</exception>
    public RunConfiguration Configuration() => new RunSettings([.. Settings.Select(setting => setting.Source)], []).OverPreset(Preset).Bind();

    /// <summary>Measures what was not measured before.</summary>
    /// <param name="path">The folder, which is made.</param>
    /// <param name="commandLine">What the user typed; recorded.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellation">Cancels between training steps.</param>
    /// <param name="policy">Which compute devices must not be used.</param>
    /// <returns>Peaks and seconds.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<MeasuredResult> Measure(
        string path, IReadOnlyList<string> commandLine, Action<WorkProgress>? report, CancellationToken cancellation, DevicePolicy? policy = null)
    {
        string file = Path.Combine(path, "memory.csv");
        RunConfiguration configuration = Configuration();
        List<MemoryRow> rows = File.Exists(file) ? [.. CsvTable.Read<MemoryRow>(file)] : [];
        foreach (int horizon in Horizons.Where(horizon => rows.Count(row => row.HorizonSteps == horizon) < Methods.Count))
        {
            List<MemoryRow> measured = [];
            MemoryBenchmarkOptions options = new()
            {
                Configuration = configuration, Methods = Methods, Horizons = [horizon], Batches = [Batch], Substeps = [Substeps], Outputs = [Outputs], Inputs = Inputs, Repeats = Repeats,
            };
            ComputeDeviceDescription device = MemoryBenchmark.Run(options, measured.Add, report, cancellation, policy);
            OutputPlace.MakeFolder(path, force: true);
            JsonFile.Write(Path.Combine(path, "environment.json"), EnvironmentReport.Collect(
                configuration.Seed, commandLine, AcceleratorDescription.Of(device), configuration.Precision.ToString().ToLowerInvariant()));
            rows.AddRange(measured);
            CsvTable.Write(file, rows);
        }

        return
        [
            .. rows.Select(row => MeasuredResult.OfMethod(ResultFigure.PeakBytes, row.Method, row.HorizonSteps, row.DeviceBytesPeak)),
            .. rows.Select(row => MeasuredResult.OfMethod(ResultFigure.Seconds, row.Method, row.HorizonSteps, row.Seconds)),
        ];
    }
}
