using System.Reflection;
using System.Text.RegularExpressions;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Scripting;

namespace Bruno.Gpu.Tests.Scripting;

/// <summary>
/// What programs may use is listed beside each library. Analyzers fail the build where a member is missing from the list; here the lists are held
/// to the libraries as they were built, whoever switched analyzers off.
/// </summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Libraries => ["Bruno.Gpu", "Bruno.Gpu.Kernels"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void EveryTypeIsListed(string library)
    {
        Assembly assembly = library == "Bruno.Gpu" ? typeof(SpikingNetwork).Assembly : typeof(Felif<>).Assembly;
        HashSet<string> listed = [.. Lines(library).Where(line => !line.Contains("->", StringComparison.Ordinal)).Select(WithoutParameters)];
        string[] there = [.. assembly.GetExportedTypes().Where(type => type.Namespace?.StartsWith("Bruno", StringComparison.Ordinal) == true).Select(type => WithoutArity(type.FullName!.Replace('+', '.')))];
        Assert.True(there.Length > 100);
        Assert.Empty(there.Except(listed));
    }

    /// <summary>Engines and tools are not for programs.</summary>
    [Fact]
    public void WhatIsNotForProgramsIsNotListed()
    {
        foreach (string folder in (string[])["RunReports", "Sweeps", "Files", "Compilation", "Verification", "Benchmarks", "Formats"])
            Assert.DoesNotContain(Lines("Bruno.Gpu"), line => line.Contains($"Bruno.Gpu.{folder}.", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Lines(string library) =>
        new[] { "Shipped", "Unshipped" }.SelectMany(state => File.ReadLines(Path.Combine(SourceTree.Root(), library, $"PublicAPI.{state}.txt"))).Where(line => line.Length > 0 && line[0] != '#');

    private static string WithoutParameters(string name) => Regex.Replace(name, "<[^>]*>", "");

    private static string WithoutArity(string name) => Regex.Replace(name, @"`\d+", "");
}
