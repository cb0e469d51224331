using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bruno.Cli.Tests;

/// <summary>Every command of README and docs runs, or is listed with the reason why not; every code block compiles.</summary>
public sealed partial class DocumentationTests(TrainedRun trained) : IClassFixture<TrainedRun>, IDisposable
{
    private static readonly string Root = SourceTree.Root();

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EveryCommandRunsOrIsListed()
    {
        Prepare();
        List<string> failures = [];
        int number = 0;
        foreach ((string place, string command) in Commands())
        {
            if (DocumentedCommands.NotRun.ContainsKey(command))
                continue;
            string run = DocumentedCommands.Short.GetValueOrDefault(command, command);
            string[] words = [.. run.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Place)];
            if (words[0] is not ("./bruno" or "bruno"))
            {
                failures.Add($"{place}: '{command}' is no call of bruno: list it in DocumentedCommands.NotRun, with the reason.");
                continue;
            }

            BrunoProcess.Outcome outcome = CommandServer.Run(
                folder[""], [.. words[1..], .. words.Contains("--device") || !TakesDevice(words[1..]) ? Array.Empty<string>() : ["--device", "cpu"]]);
            if (outcome.ExitCode != 0)
                failures.Add($"{place}: '{command}', run as '{run}', ended with {outcome.ExitCode}: {outcome.Errors.Trim()}");
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));

        string Place(string word) => word switch
        {
            "RUN" => trained.Path,
            "COPY" => folder["copy"],
            "PICTURES" => folder["pictures"],
            "SWINGS" => folder["swings"],
            "FIRST" => folder["first"],
            "BITS" => folder["bits"],
            "RATES" => folder["rates"],
            "NEW" => folder[$"new{++number}"],
            "data.folder=DATA" => $"data.folder={folder["data"]}",
            _ => word,
        };
    }

    [Fact]
    public void TheTablesNameOnlyWhatIsDocumented()
    {
        HashSet<string> documented = [.. Commands().Select(entry => entry.Command)];
        Assert.All(DocumentedCommands.Short.Keys.Concat(DocumentedCommands.NotRun.Keys), command => Assert.Contains(command, documented));
        Assert.True(documented.Count > 40);
    }

    /// <summary>An indented block would be a command that nobody runs.</summary>
    [Fact]
    public void CommandsStandInFencedBlocks()
    {
        foreach (string file in Files())
        {
            string[] indented = [.. File.ReadLines(file).Where(line => IndentedCommand().IsMatch(line))];
            Assert.True(indented.Length == 0, $"{file}: put these into a fenced sh block: {string.Join(", ", indented)}");
        }
    }

    /// <summary>The examples of the help are command lines that the program takes.</summary>
    [Fact]
    public void EveryExampleOfTheHelpIsUnderstood()
    {
        int examples = 0;
        List<string> failures = [];
        foreach (string description in Descriptions(BrunoProgram.CreateCommand()))
        {
            foreach (string line in description.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("bruno ", StringComparison.Ordinal)))
            {
                // What follows several spaces says what the example does.
                string[] words = SeveralSpaces().Split(line)[0].Split(' ')[1..];
                failures.AddRange(CommandLine.CommandLineFaults.Of(BrunoProgram.CreateCommand().Parse(words)).Select(fault => $"{line}: {fault}"));
                ++examples;
            }
        }

        Assert.Empty(failures);
        Assert.True(examples > 30);
    }

    /// <summary>The blocks of a document, one after the other, are one program.</summary>
    [Fact]
    public void EveryCodeBlockCompiles()
    {
        MetadataReference[] references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
        ];
        int compiled = 0;
        foreach (string file in Files())
        {
            // Its blocks are parts of programs, which ExamplesTests compile and run.
            if (Path.GetFileName(file) is "library.md" or "README.md")
                continue;
            SyntaxTree[] trees =
            [
                .. Blocks(file, "csharp").Select(block => CSharpSyntaxTree.ParseText("using System; using System.Linq; using System.Collections.Generic;\n" + block.Text, path: $"{file}:{block.Line}", cancellationToken: Cancellation)),
            ];
            if (trees.Length == 0)
                continue;
            CSharpCompilation compilation = CSharpCompilation.Create(
                "documented", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
            Assert.DoesNotContain(compilation.GetDiagnostics(Cancellation), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            compiled += trees.Length;
        }

        Assert.True(compiled >= 3);
    }

    /// <summary>A folder that looks like the repository where commands read from it.</summary>
    private void Prepare()
    {
        Directory.CreateSymbolicLink(folder["tests"], Path.Combine(Root, "tests"));
        CopyFolder(trained.Path, folder["copy"]);
        CopyFolder(Path.Combine(Root, "examples"), folder["examples"]);
        DevicePage.Compile(folder["library/AdaptiveLeak.dll"], DevicePage.Code);
        string sequences = string.Join(',', Enumerable.Repeat("[[60,64],[62,65],[64],[60],[62,67],[64,68],[60,64],[62]]", 2));
        folder.Write("data/jsb-chorales/jsb-chorales-quarter.json", $$"""{"train":[{{sequences}}],"valid":[{{sequences}}],"test":[{{sequences}}]}""");
        string devices = Path.Combine(Root, "docs", "your-own-device.md");
        folder.Write("cell.va", Blocks(devices, "verilog").First().Text);
        folder.Write("circuit.toml", Blocks(devices, "toml").First(block => block.Text.Contains("[membrane]", StringComparison.Ordinal)).Text);
        folder.Write("heartbeats.csv", "sample,label,lead\n" + string.Concat(Enumerable.Range(0, 9).Select(beat => $"{beat},P,0.{beat}\n{beat},QRS,1.{beat}\n{beat},T,0.{9 - beat}\n{beat},,0.0\n")));
        foreach (string name in (string[])["swings", "more-swings"])
        {
            folder.Write($"{name}.csv", DataPage.Block("csv"));
            folder.Write($"{name}.toml", DataPage.Block("toml"));
        }
    }

    private static bool TakesDevice(string[] words) =>
        BrunoProgram.CreateCommand().Parse(words).CommandResult.Command.Options.Any(option => option.Name == "--device" && !option.Hidden);

    private static IEnumerable<(string Place, string Command)> Commands() =>
        from file in Files()
        from block in Blocks(file, "sh")
        from line in block.Text.Replace("\\\n", "", StringComparison.Ordinal).Split('\n').Select((text, index) => (Text: text, Index: index))
        let command = Comment().Split(line.Text)[0].Trim()
        where command.Length > 0
        select ($"{Path.GetRelativePath(Root, file)}:{block.Line + line.Index + 1}", command);

    internal static IEnumerable<(int Line, string Text)> Blocks(string file, string language)
    {
        string[] lines = File.ReadAllLines(file);
        for (int line = 0; line < lines.Length; ++line)
        {
            if (lines[line].Trim() != $"```{language}")
                continue;
            int end = Array.FindIndex(lines, line + 1, text => text.Trim() == "```");
            yield return (line + 1, string.Join('\n', lines[(line + 1)..end]));
            line = end;
        }
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Prepend(Path.Combine(Root, "README.md"));

    private static IEnumerable<string> Descriptions(System.CommandLine.Command command) =>
        command.Subcommands.SelectMany(Descriptions).Prepend(command.Description ?? "");

    private static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    [GeneratedRegex(@"(^|\s+)#\s")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex SeveralSpaces();

    [GeneratedRegex(@"^ {4,}(\./bruno|bruno |\./test|scripts/|benchmarks/)")]
    private static partial Regex IndentedCommand();
}
