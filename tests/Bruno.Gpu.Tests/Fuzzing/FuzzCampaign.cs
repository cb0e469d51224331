using System.Diagnostics;
using System.Globalization;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>
/// Reads many inputs of a format, one after the other on a thread of its own, and watches that none hangs. It is the only thing that may run
/// in the process: memory and time are those of all of it.
/// </summary>
/// <param name="format">The format.</param>
/// <param name="mark">A file that says which input is read, for the case that it ends the process; or null.</param>
/// <param name="save">A folder for inputs that violate something, made small; or null.</param>
/// <param name="mostSeconds">See <see cref="FuzzJudge"/>.</param>
internal sealed class FuzzCampaign(FuzzedFormat format, string? mark = null, string? save = null, double mostSeconds = FuzzJudge.UsualSeconds)
{
    /// <summary>Where nothing is awaited any more, as multiples of what is allowed; the second in seconds of the clock.</summary>
    private const double Hang = 4, HangOfTheClock = 60;

    private readonly List<FuzzViolation> violations = [];
    private readonly HashSet<string> kinds = [];
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private int accepted, refused, violating, current;
    private long begun = Environment.TickCount64;
    private volatile bool isGivenUp;

    /// <summary>Reads inputs; a hang ends it.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    public FuzzOutcome Run(int first, int count)
    {
        string root = Directory.CreateTempSubdirectory("bruno-fuzz-").FullName;
        string folder = Directory.CreateDirectory(Path.Combine(root, "in")).FullName;
        Exception? failure = null;
        Thread worker = new(() =>
        {
            try
            {
                format.Prepare?.Invoke(folder);
                Work(new FuzzJudge(format, folder, mostSeconds), first, count);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        })
        { IsBackground = true };
        worker.Start();
        bool isOver = Watch(worker);
        isGivenUp = !isOver;
        Directory.Delete(root, recursive: true);
        if (!isOver)
        {
            lock (violations)
                violations.Add(new(format.Name, current, "hang", string.Create(CultureInfo.InvariantCulture, $"it does not end within {Hang * mostSeconds} s")));
            ++violating;
            Save(current, new Mutator(format).Make(current));
            return Outcome();
        }

        return failure is null ? Outcome() : throw new InvalidOperationException($"The campaign itself failed at input {current} of {format.Name}.", failure);
    }

    private FuzzOutcome Outcome() => new(format.Name, accepted, refused, [.. violations], violating, watch.Elapsed.TotalSeconds);

    private void Work(FuzzJudge judge, int first, int count)
    {
        using FileStream? marked = mark is null ? null : new(mark, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Mutator mutator = new(format);
        for (int number = first; number < first + count; ++number)
        {
            byte[] input = mutator.Make(number);
            current = number;
            Volatile.Write(ref begun, Environment.TickCount64);
            marked?.Seek(0, SeekOrigin.Begin);
            marked?.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number,-12}\n")));
            (string Kind, string Text)? wrong = judge.Judge(input, out bool isRead);
            // What was taken for a hang has come to its end after all; it is reported already.
            if (isGivenUp)
                return;
            if (wrong is not var (kind, text))
            {
                _ = isRead ? ++accepted : ++refused;
                continue;
            }

            ++violating;
            if (!kinds.Add(kind))
                continue;
            lock (violations)
                violations.Add(new(format.Name, number, kind, text));
            // What takes long, or much, is not done again and again.
            if (save is not null)
                Save(number, kind is FuzzJudge.Time or FuzzJudge.Memory ? input : Smallest.Of(input, kind, judge));
        }
    }

    private void Save(int number, byte[] input)
    {
        if (save is not null)
            File.WriteAllBytes(Path.Combine(save, string.Create(CultureInfo.InvariantCulture, $"{format.Name}-{number}-{Path.GetFileName(format.File)}")), input);
    }

    /// <summary>Waits for the work to end; false where an input hangs.</summary>
    private bool Watch(Thread worker)
    {
        int seen = -1;
        TimeSpan since = default;
        while (!worker.Join(TimeSpan.FromMilliseconds(200)))
        {
            if (current != seen)
                (seen, since) = (current, Environment.CpuUsage.TotalTime);
            else if ((Environment.CpuUsage.TotalTime - since).TotalSeconds > Hang * mostSeconds || Environment.TickCount64 - Volatile.Read(ref begun) > 1000 * HangOfTheClock * mostSeconds)
                return false;
        }

        return true;
    }
}
