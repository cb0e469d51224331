using System.Reflection;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Tests.Architecture;

namespace Bruno.Cli.Tests.Architecture;

/// <summary>Folders stand on floors: one uses those below it and never one above, as docs/architecture.md shows.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Kernels = typeof(Float32).Assembly;
    private static readonly Assembly Host = typeof(BrunoException).Assembly;
    private static readonly Assembly Program = typeof(BrunoProgram).Assembly;

    public static TheoryData<string> Roots => ["Bruno.Gpu.Kernels", "Bruno.Gpu", "Bruno.Cli"];

    [Theory]
    [MemberData(nameof(Roots))]
    public void ThereIsNoCircle(string root) => Assert.Equal("", NamespaceGraph.Of(AssemblyOf(root)).DescribeCircles());

    /// <summary>The chart under the heading of each project is that of the compiled assembly.</summary>
    [Theory]
    [InlineData("Bruno.Gpu.Kernels")]
    [InlineData("Bruno.Gpu")]
    public void ThePageShowsTheFloors(string root)
    {
        ThereIsNoCircle(root);
        string page = File.ReadAllText(Path.Combine(SourceTree.Root(), "docs", "architecture.md"));
        string chart = $"## `{root}`\n\n```mermaid\n{new FloorPlan(NamespaceGraph.Of(AssemblyOf(root)), root).ToMermaid()}```\n";
        Assert.True(page.Contains(chart, StringComparison.Ordinal), $"docs/architecture.md lacks:\n{chart}");
    }

    /// <summary>Kernels know no host, and the host no command line.</summary>
    [Fact]
    public void ProjectsDependOneWay()
    {
        Assert.DoesNotContain(Kernels.GetReferencedAssemblies(), name => name.Name == Host.GetName().Name);
        Assert.DoesNotContain(Host.GetReferencedAssemblies(), name => name.Name == Program.GetName().Name || name.Name!.StartsWith("System.CommandLine", StringComparison.Ordinal) || name.Name.StartsWith("Spectre", StringComparison.Ordinal));
    }

    /// <summary>The machinery of settings knows errors and nothing else of the house.</summary>
    [Fact]
    public void TheMachineryOfSettingsIsALeaf() =>
        Assert.Equal(["Bruno.Gpu.Errors"], NamespaceGraph.Of(Host).UsesOf("Bruno.Gpu.Configuration").Keys.Where(name => name.StartsWith("Bruno.Gpu", StringComparison.Ordinal)));

    private static Assembly AssemblyOf(string root) => root == "Bruno.Cli" ? Program : root == "Bruno.Gpu" ? Host : Kernels;
}
