using System.Globalization;

namespace Bruno.Mutation;

/// <summary>
/// Mutation testing: changes gradients, integrators and checkpoints one place at a time and sees whether tests notice. See scripts/mutation.sh.
/// <c>make ROOT</c> puts assemblies with mutants into the folder of this program, <c>run COUNT SEED [PART] [WORKERS]</c> tries some; of files whose path has a part.
/// <c>try NUMBER ...</c> tries these.
/// </summary>
internal static class Program
{
    private static readonly string Folder = AppContext.BaseDirectory, Table = Path.Combine(AppContext.BaseDirectory, "mutants.tsv"), Outcomes = Path.Combine(AppContext.BaseDirectory, "outcomes.tsv");

    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["work"]:
                await Worker.Work();
                return 0;
            case ["make", string root]:
                Make(Path.GetFullPath(root));
                return 0;
            case ["run", string count, string seed, .. string[] rest]:
                Mutant[] all = [.. Read().Where(mutant => rest.Length == 0 || mutant.File.Contains(rest[0], StringComparison.Ordinal))];
                return new Campaign(Folder, all, rest.Length > 1 ? Number(rest[1]) : 1, Outcomes).Run(Number(count), Number(seed)) > 0 ? 1 : 0;
            case ["try", .. string[] numbers]:
                Mutant[] asked = [.. Read().Where(mutant => numbers.Contains(mutant.Number.ToString(CultureInfo.InvariantCulture)))];
                return new Campaign(Folder, asked, 1).Run(asked.Length, 1) > 0 ? 1 : 0;
            default:
                Console.Error.WriteLine("make ROOT | run COUNT SEED [PART] [WORKERS] | try NUMBER ...");
                return 2;
        }
    }

    private static void Make(string root)
    {
        Compiler compiler = new(root, Folder);
        List<Mutant> mutants = [];
        foreach (IGrouping<string, Scope> project in Scope.All.GroupBy(scope => scope.Project))
            mutants.AddRange(compiler.Compile(project.Key, [.. project.SelectMany(scope => scope.Files(root))], hasSwitch: mutants.Count == 0));
        File.WriteAllLines(Table, mutants.Select(mutant => mutant.ToString()));
        Console.WriteLine($"{mutants.Count} mutants.");
    }

    private static IEnumerable<Mutant> Read() => File.ReadLines(Table).Select(Mutant.Parse);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
