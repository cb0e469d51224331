using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Chips;

/// <summary>
/// A population of virtual chips that is cut into pieces, which any number of processes share, also on other machines that see the folder:
/// each piece is claimed, and done again where its process died. A chip depends on its number alone, so that the cut is not seen in what
/// comes of it.
/// </summary>
/// <param name="folder">The folder of the evaluation; the pieces are in <c>pieces</c> under it.</param>
/// <param name="options">The whole population.</param>
/// <param name="count">Into how many pieces.</param>
internal sealed class ChipPieces(string folder, ChipEvaluationOptions options, int count)
{
    private readonly string path = Path.Combine(Path.GetFullPath(folder), "pieces");

    private string Configuration => Path.Combine(path, "chips.config.toml");

    /// <summary>How many pieces are done.</summary>
    public int Done => Enumerable.Range(0, count).Count(piece => File.Exists(Report(piece)));

    /// <summary>How many pieces there are.</summary>
    public int Count => count;

    /// <summary>Checks that the folder holds no pieces of another evaluation, and says in it what this one asks.</summary>
    /// <param name="configuration">The configuration that chips are judged with.</param>
    /// <param name="run">The run.</param>
    /// <exception cref="BrunoException">It does, or it cannot be written.</exception>
    public void Claim(RunConfiguration configuration, string run)
    {
        string question = Path.Combine(path, "question.toml");
        string text = string.Create(CultureInfo.InvariantCulture, $"""
            # What the pieces in this folder answer; pieces of anything else do not go with them.
            # run {Path.GetFullPath(run)}, checkpoint {(options.UseBest ? "best" : "last")}, data {options.Data.Name}
            # {options.Chips} chips in {count} pieces, after {string.Join(", ", options.AfterSeconds)} s, yield above {options.YieldAbove?.ToString("R", CultureInfo.InvariantCulture) ?? "90 % of the reference"}
            {ConfigurationWriter.Write(configuration)}
            """);
        if (File.Exists(question) && File.ReadAllText(question) != text)
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"'{path}' holds pieces of another evaluation, with other settings, chips or pieces ('{question}' says which). Choose another folder with --output, or remove that one.");
        }

        OutputPlace.MakeFolder(path, force: true);
        AtomicFile.WriteText(question, text);
    }

    /// <summary>Judges the pieces that this process can have.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="configuration">Its configuration, perhaps with other devices.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellation">Cancels between batches; a piece that was begun is done again.</param>
    /// <param name="policy">Which compute devices must not be used, and who is told which one is.</param>
    /// <exception cref="BrunoException">As for the population in one go, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run(string run, RunConfiguration configuration, Action<WorkProgress>? report, CancellationToken cancellation, DevicePolicy? policy = null)
    {
        for (int piece = 0; piece < count; ++piece)
        {
            cancellation.ThrowIfCancellationRequested();
            if (File.Exists(Report(piece)) || FolderClaim.TryTake(NameOf(piece, ".claim"), out _) is not { } claim)
                continue;
            using (claim)
            {
                if (!File.Exists(Report(piece)))
                    Judge(piece, run, configuration, report, cancellation, policy);
            }
        }
    }

    /// <summary>The whole population; none while pieces are missing.</summary>
    /// <exception cref="BrunoException">A piece cannot be read.</exception>
    public ChipOutcome? Join()
    {
        if (Done < count)
            return null;
        ChipReport[] reports = [.. Enumerable.Range(0, count).Select(piece => JsonFile.Read<ChipReport>(Report(piece)))];
        ChipMetrics[] rows = [.. Enumerable.Range(0, count).SelectMany(piece => CsvTable.Read<ChipMetrics>(Rows(piece)))];
        ChipReport whole = reports[0] with
        {
            Summaries = ChipSummary.Of(rows, reports[0].YieldAbove),
            Seconds = reports.Sum(report => report.Seconds),
            SecondsOfOne = null,
            ShareOfOneByOne = null,
            Notes = [.. reports.SelectMany(report => report.Notes).Distinct()],
        };
        return new(whole, rows, new RunSettings([ConfigurationSource.FromFile(Configuration)], []).Bind());
    }

    private void Judge(int piece, string run, RunConfiguration configuration, Action<WorkProgress>? report, CancellationToken cancellation, DevicePolicy? policy)
    {
        int first = FirstOf(piece);
        ChipEvaluationOptions own = options with { FirstChip = first, Chips = FirstOf(piece + 1) - first, IsPiece = true };
        string name = string.Create(CultureInfo.InvariantCulture, $"piece {piece + 1} of {count}, chips {first} to {first + own.Chips - 1}");
        ChipOutcome outcome = ChipEvaluation.Run(
            run, configuration, own, progress => report?.Invoke(progress with { Description = $"{name}: {progress.Description}", Share = (piece + progress.Share) / count }), cancellation, policy);
        if (outcome.Report.Status != "completed")
            throw new OperationCanceledException(cancellation);
        AtomicFile.WriteText(Configuration, ConfigurationWriter.Write(outcome.Configuration));
        CsvTable.Write(Rows(piece), outcome.Rows);
        // Last: it says that the piece is done.
        JsonFile.Write(Report(piece), outcome.Report);
    }

    private int FirstOf(int piece) => (int)((long)options.Chips * piece / count);

    private string Report(int piece) => NameOf(piece, ".json");

    private string Rows(int piece) => NameOf(piece, ".csv");

    private string NameOf(int piece, string ending) => Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{piece:D4}{ending}"));
}
