using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bruno.Cli.Tests;

/// <summary>
/// A program of examples/, compiled as <c>dotnet run</c> compiles it, but against the libraries that the tests were built with: a build a program
/// would take longer than all of them run.
/// </summary>
internal static class ExampleProgram
{
    /// <summary>What a program may take: the first lines, which say what it is built with.</summary>
    private static readonly string[] Directives = ["#:project ../Bruno.Gpu", "#:property PublishAot=false"];

    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>The folder of all.</summary>
    public static string Folder { get; } = Path.Combine(SourceTree.Root(), "examples");

    /// <summary>Their names, in order.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    /// <summary>The lines of a program.</summary>
    public static string[] Lines(string name) => File.ReadAllLines(Path.Combine(Folder, $"{name}.cs"));

    /// <summary>Compiles and runs a program; what it printed.</summary>
    public static string Run(string name)
    {
        string[] lines = Lines(name);
        Assert.Equal(Directives, lines[..Directives.Length]);
        // Beside the libraries that it needs, where a program finds them.
        string path = Path.Combine(AppContext.BaseDirectory, $"example-{name}.dll");
        string[] platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"example-{name}",
            [CSharpSyntaxTree.ParseText(ImplicitUsings), CSharpSyntaxTree.ParseText(string.Join('\n', lines[Directives.Length..]), path: $"{name}.cs")],
            platform.Select(reference => MetadataReference.CreateFromFile(reference)),
            new(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(path);
        Assert.True(result.Success && result.Diagnostics.All(found => found.Severity < DiagnosticSeverity.Warning), string.Join('\n', result.Diagnostics));
        string OfProgram(string file) => Path.Combine(AppContext.BaseDirectory, $"bruno.{file}.json");
        return Run("exec", "--depsfile", OfProgram("deps"), "--runtimeconfig", OfProgram("runtimeconfig"), path);
    }

    /// <summary>Runs a program as its user does, with the build that it takes.</summary>
    public static string RunByDotnet(string name) => Run("run", Path.Combine(Folder, $"{name}.cs"));

    /// <summary>The configuration in which the library is built for a user's program.</summary>
    public static string ConfigurationByDotnet() => Run("msbuild", "-getProperty:Configuration", Path.Combine(SourceTree.Root(), "Bruno.Gpu")).Trim();

    private static string Run(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(10)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The example did not end.");
        }

        Assert.True(process.ExitCode == 0, output.Result + errors.Result);
        return output.Result;
    }
}
