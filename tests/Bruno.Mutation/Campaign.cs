using System.Globalization;

namespace Bruno.Mutation;

/// <summary>Tries a sample of mutants and says how many tests noticed.</summary>
/// <param name="folder">Where this program is with the mutants.</param>
/// <param name="mutants">All of them.</param>
/// <param name="workers">Processes at a time.</param>
/// <param name="outcomes">A file that keeps what became of each, for a campaign that is interrupted or made longer; none where all are tried again.</param>
internal sealed class Campaign(string folder, IReadOnlyList<Mutant> mutants, int workers, string? outcomes = null)
{
    private readonly Dictionary<int, string> known = outcomes is not null && File.Exists(outcomes)
        ? File.ReadLines(outcomes).Select(line => line.Split('\t')).ToDictionary(parts => int.Parse(parts[0], CultureInfo.InvariantCulture), parts => parts[1])
        : [];

    /// <summary>The seconds that tests may take of the processor: a few more, and many times as long, as without a mutant.</summary>
    private static TimeSpan LimitOf(TimeSpan usual) => TimeSpan.FromSeconds(10) + 4 * usual;

    /// <summary>Runs it and prints a table.</summary>
    /// <returns>The number of mutants that nobody noticed.</returns>
    public int Run(int wanted, int seed)
    {
        Mutant[] sample = Sample(wanted, seed);
        Console.WriteLine($"{mutants.Count} mutants, of which {sample.Length} are tried (seed {seed}).");
        Dictionary<int, TimeSpan> limits = Limits([.. sample.Where(mutant => !known.ContainsKey(mutant.Number)).Select(ScopeOf).Distinct()]);
        Dictionary<Mutant, string> results = sample.Where(mutant => known.ContainsKey(mutant.Number)).ToDictionary(mutant => mutant, mutant => known[mutant.Number]);
        Queue<Mutant> left = new(sample.Where(mutant => !results.ContainsKey(mutant)));
        Task[] tasks = [.. Enumerable.Range(0, workers).Select(_ => Task.Run(() => Work(left, limits, results)))];
        Task.WaitAll(tasks);
        Print(sample, results);
        return results.Values.Count(outcome => outcome == Worker.Survived);
    }

    private static int ScopeOf(Mutant mutant) => Scope.All.ToList().IndexOf(Scope.Of(mutant.File));

    /// <summary>Of every file its share, drawn from it at random.</summary>
    private Mutant[] Sample(int wanted, int seed)
    {
        Random random = new(seed);
        double share = Math.Min(1, (double)wanted / mutants.Count);
        double owed = 0;
        List<Mutant> sample = [];
        foreach (IGrouping<string, Mutant> file in mutants.GroupBy(mutant => mutant.File).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            Mutant[] all = [.. file];
            random.Shuffle(all);
            owed += share * all.Length;
            int count = Math.Min(all.Length, (int)Math.Round(owed));
            owed -= count;
            sample.AddRange(all.Take(count).OrderBy(mutant => mutant.Number));
        }

        return [.. sample.OrderBy(ScopeOf)];
    }

    /// <summary>How long the tests of scopes may take; without a mutant they must pass.</summary>
    private Dictionary<int, TimeSpan> Limits(int[] scopes)
    {
        Dictionary<int, TimeSpan> limits = [];
        using Worker worker = new(folder);
        foreach (int scope in scopes)
        {
            TimeSpan before = worker.Used;
            string outcome = worker.Try(0, scope, TimeSpan.FromMinutes(5));
            if (outcome != Worker.Survived)
                throw new InvalidOperationException($"The tests of {string.Join(", ", Scope.All[scope].Paths)} do not pass without a mutant: {outcome}.");
            limits[scope] = LimitOf(worker.Used - before);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Scope.All[scope].Paths[0]}: tests take {(worker.Used - before).TotalSeconds:F1} s of the processor"));
        }

        return limits;
    }

    private void Work(Queue<Mutant> left, Dictionary<int, TimeSpan> limits, Dictionary<Mutant, string> results)
    {
        Worker worker = new(folder);
        while (true)
        {
            Mutant? mutant;
            lock (left)
            {
                if (!left.TryDequeue(out mutant))
                    break;
            }

            int scope = ScopeOf(mutant);
            if (!worker.IsAlive)
            {
                worker.Dispose();
                worker = new(folder);
            }

            string outcome;
            if (mutant.Kind.EndsWith(Mutant.Once, StringComparison.Ordinal))
            {
                using Worker fresh = new(folder, mutant.Number);
                outcome = fresh.Try(mutant.Number, scope, 3 * limits[scope]);
            }
            else
            {
                outcome = worker.Try(mutant.Number, scope, limits[scope]);
            }

            lock (results)
            {
                results[mutant] = outcome;
                Console.WriteLine($"{results.Count}\t{outcome}\t{mutant}");
                if (outcomes is not null)
                    File.AppendAllText(outcomes, string.Create(CultureInfo.InvariantCulture, $"{mutant.Number}\t{outcome}\n"));
            }
        }

        worker.Dispose();
    }

    private void Print(Mutant[] sample, Dictionary<Mutant, string> results)
    {
        Console.WriteLine("\n| file | mutants | tried | killed | survived |\n|---|---|---|---|---|");
        foreach (IGrouping<string, Mutant> file in sample.GroupBy(mutant => mutant.File))
            Console.WriteLine($"| {file.Key} | {mutants.Count(mutant => mutant.File == file.Key)} | {file.Count()} | {file.Count(mutant => results[mutant] != Worker.Survived)} | {file.Count(mutant => results[mutant] == Worker.Survived)} |");
        int killed = sample.Count(mutant => results[mutant] != Worker.Survived);
        double score = (double)killed / sample.Length, error = Math.Sqrt(score * (1 - score) / sample.Length * (1 - (double)sample.Length / mutants.Count));
        Console.WriteLine($"| all | {mutants.Count} | {sample.Length} | {killed} | {sample.Length - killed} |");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\nScore {100 * score:F1} % +- {100 * error:F1} % (standard error of the sample); of those killed {results.Values.Count(outcome => outcome is "timeout" or "crash")} by time or crash."));
        Console.WriteLine("\nSurvivors:");
        foreach (Mutant mutant in sample.Where(mutant => results[mutant] == Worker.Survived))
            Console.WriteLine(mutant);
    }
}
