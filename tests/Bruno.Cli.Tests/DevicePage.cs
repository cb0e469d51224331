using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bruno.Cli.Tests;

/// <summary>The device of docs/adding-a-device.md as it is printed there, and libraries of it.</summary>
internal static partial class DevicePage
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SourceTree.Root(), "docs", "adding-a-device.md"));

    /// <summary>What the usings of the SDK are to a project.</summary>
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";

    /// <summary>The C# files, in order.</summary>
    public static IReadOnlyList<string> Files => Blocks("csharp");

    /// <summary>The project file.</summary>
    public static string Project => Assert.Single(Blocks("xml"));

    /// <summary>All C# of the page in one text, to be changed by a test.</summary>
    public static string Code => string.Join('\n', Files.SelectMany(file => file.Split('\n')).OrderByDescending(line => line.StartsWith("using ", StringComparison.Ordinal)).Distinct(new UsingsOnce()));

    /// <summary>Compiles a library against the program, and what it needs besides.</summary>
    public static void Compile(string path, string code, params string[] references)
    {
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(ImplicitUsings), CSharpSyntaxTree.ParseText(code)],
            platform.Concat(references).Select(reference => MetadataReference.CreateFromFile(reference)),
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
    }

    private static string[] Blocks(string language) =>
        [.. Block().Matches(Page).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value)];

    [GeneratedRegex(@"```(\w+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>Usings of several files are the same line once; all other lines stay.</summary>
    private sealed class UsingsOnce : IEqualityComparer<string>
    {
        public bool Equals(string? left, string? right) => left == right && left!.StartsWith("using ", StringComparison.Ordinal);

        public int GetHashCode(string line) => line.GetHashCode(StringComparison.Ordinal);
    }
}
