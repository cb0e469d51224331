using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bruno.Mutation;

/// <summary>Compiles a project of the product again with all mutants of some of its files; those that do not compile are left out.</summary>
/// <param name="root">The root of the repository.</param>
/// <param name="folder">A copy of this program with all that it uses, where the assemblies of the product are replaced.</param>
internal sealed partial class Compiler(string root, string folder)
{
    private const string SwitchText = """
        namespace Bruno.Mutation;

        /// <summary>Which mutant is on.</summary>
        public static class Switch
        {
            public static int Number = int.Parse(System.Environment.GetEnvironmentVariable("BRUNO_MUTANT") ?? "0", System.Globalization.CultureInfo.InvariantCulture);

            public static bool Is(int number) => Number == number;
        }
        """;

    private readonly HashSet<int> leftOut = [];
    private int numbers;

    /// <summary>Compiles a project.</summary>
    /// <param name="project">Its name.</param>
    /// <param name="files">The files that get mutants, from the root of the repository.</param>
    /// <param name="hasSwitch">Whether the switch is in it, or in one that it uses.</param>
    public IReadOnlyList<Mutant> Compile(string project, IReadOnlyList<string> files, bool hasSwitch)
    {
        string[] arguments = ArgumentsOf(project);
        string mutated = Directory.CreateDirectory(Path.Combine(folder, "mutated", project)).FullName;
        int first = numbers;
        for (int attempt = 0; attempt < 30; ++attempt)
        {
            numbers = first;
            List<Mutant> mutants = [];
            Dictionary<string, string> replaced = [];
            foreach (string file in files)
            {
                (string text, IReadOnlyList<Mutant> ofFile) = Schemata.Of(file, File.ReadAllText(Path.Combine(root, file)), () => ++numbers, leftOut.Contains);
                string path = Path.Combine(mutated, file.Replace('/', '_'));
                File.WriteAllText(path, text);
                replaced[Path.GetFullPath(Path.Combine(root, file))] = path;
                mutants.AddRange(ofFile);
            }

            string output = Csc(project, arguments, replaced, hasSwitch ? WriteSwitch(mutated) : null);
            HashSet<int> broken = Broken(output);
            if (broken.Count == 0)
                return output.Contains("error", StringComparison.Ordinal) ? throw new InvalidOperationException(output) : mutants;
            leftOut.UnionWith(broken);
            Console.Error.WriteLine($"{project}: {broken.Count} mutants do not compile and are left out.");
        }

        throw new InvalidOperationException($"{project} does not compile with mutants.");
    }

    private static string WriteSwitch(string mutated)
    {
        string path = Path.Combine(mutated, "Switch.cs");
        File.WriteAllText(path, SwitchText);
        return path;
    }

    /// <summary>What the build hands to the compiler.</summary>
    private string[] ArgumentsOf(string project)
    {
        string json = Run(
            "dotnet",
            [
                "msbuild", $"{project}/{project}.csproj", "-p:Configuration=Release", "-t:PrepareResources;Compile", "-p:NonExistentFile=none", "-p:SkipCompilerExecution=true",
                "-p:ProvideCommandLineArgs=true", "-getItem:CscCommandLineArgs",
            ],
            root);
        JsonArray items = JsonNode.Parse(json)!["Items"]!["CscCommandLineArgs"]!.AsArray();
        string[] dropped = ["/doc:", "/out:", "/refout:", "/pdb:", "/debug", "/sourcelink:", "/embed", "/warnaserror", "/analyzerconfig:", "/additionalfile:"];
        return [.. items.Select(item => item!["Identity"]!.GetValue<string>()).Where(item => !Array.Exists(dropped, start => item.StartsWith(start, StringComparison.Ordinal)))];
    }

    private string Csc(string project, string[] arguments, Dictionary<string, string> replaced, string? added)
    {
        string place = Path.Combine(root, project), response = Path.Combine(folder, "mutated", project + ".rsp");
        List<string> lines = ["/skipanalyzers+", "/warnaserror-", "/warn:0", "/debug-", $"/out:\"{Path.Combine(folder, project + ".dll")}\""];
        foreach (string argument in arguments)
        {
            string used = argument;
            if (argument.StartsWith("/reference:", StringComparison.Ordinal) && argument.Contains("Bruno.Gpu.Kernels", StringComparison.Ordinal))
                used = $"/reference:{Path.Combine(folder, "Bruno.Gpu.Kernels.dll")}";
            else if (argument.EndsWith(".cs", StringComparison.Ordinal) && !argument.StartsWith('/'))
                used = replaced.GetValueOrDefault(Path.GetFullPath(Path.Combine(place, argument)), argument);
            else if (argument.StartsWith('/') && argument.EndsWith(".cs", StringComparison.Ordinal) && File.Exists(argument))
                used = replaced.GetValueOrDefault(argument, argument);
            lines.Add(used.StartsWith("/noconfig", StringComparison.Ordinal) ? "" : Quoted(used));
        }

        if (added is not null)
            lines.Add(Quoted(added));
        File.WriteAllLines(response, lines);
        string sdk = Run("dotnet", ["--version"], root).Trim();
        string list = Run("dotnet", ["--list-sdks"], root).Split('\n').First(line => line.StartsWith(sdk + " ", StringComparison.Ordinal));
        string compiler = Path.Combine(list[(list.IndexOf('[', StringComparison.Ordinal) + 1)..list.IndexOf(']', StringComparison.Ordinal)], sdk, "Roslyn", "bincore", "csc.dll");
        return Run("dotnet", [compiler, "/noconfig", "@" + response], place, mayFail: true);
    }

    private static string Quoted(string argument)
    {
        int colon = argument.StartsWith('/') && !File.Exists(argument) ? argument.IndexOf(':', StringComparison.Ordinal) : -1;
        return !argument.Contains(' ', StringComparison.Ordinal) || argument.Contains('"', StringComparison.Ordinal) ? argument : $"{argument[..(colon + 1)]}\"{argument[(colon + 1)..]}\"";
    }

    /// <summary>The mutants that faults are in or begin with.</summary>
    private static HashSet<int> Broken(string output)
    {
        HashSet<int> broken = [];
        foreach (Match fault in Fault().Matches(output))
        {
            string text = File.ReadAllText(fault.Groups[1].Value);
            int at = 0;
            for (int line = int.Parse(fault.Groups[2].Value, CultureInfo.InvariantCulture); line > 1; --line)
                at = text.IndexOf('\n', at) + 1;
            at += int.Parse(fault.Groups[3].Value, CultureInfo.InvariantCulture) - 1;
            MatchCollection switches = Switches().Matches(text);
            Match? own = switches.FirstOrDefault(one => one.Index >= at && one.Index <= at + 5) ?? switches.LastOrDefault(one => one.Index <= at);
            if (own is not null)
                broken.Add(int.Parse(own.Groups[1].Value, CultureInfo.InvariantCulture));
        }

        return broken;
    }

    private static string Run(string program, string[] arguments, string place, bool mayFail = false)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = place, RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 || mayFail ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {output}");
    }

    [GeneratedRegex(@"^(\S+)\((\d+),(\d+)\): error ", RegexOptions.Multiline)]
    private static partial Regex Fault();

    [GeneratedRegex(@"global::Bruno\.Mutation\.Switch\.Is\((\d+)\)")]
    private static partial Regex Switches();
}
