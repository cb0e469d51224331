using System.Diagnostics;
using Bruno.Gpu.Compilation;

namespace Bruno.Gpu.Kernels.Tests.Compilation;

/// <summary>
/// The OpenCL C of every kernel is parsed by clang, where there is one, which also looks for variables that are read where nothing
/// was written to them: a second opinion on <see cref="UndefinedReads"/>.
/// </summary>
public sealed class OpenClSourceTests
{
    public static TheoryData<string> Groups => [.. KernelEntryPoints.All.Keys.Select(KernelEntryPoints.Bare).Distinct()];

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task ClangAcceptsTheSource(string kernel)
    {
        Assert.SkipWhen(!IsClangOnPath(), "clang is not on PATH: the OpenCL C was generated but not parsed.");
        string folder = Directory.CreateTempSubdirectory("bruno-opencl-").FullName;
        try
        {
            List<string> files = [];
            foreach (var (name, source) in OpenClSources.All.Where(e => KernelEntryPoints.Bare(e.Key) == kernel))
            {
                string file = Path.Combine(folder, $"{files.Count}.cl");
                await File.WriteAllTextAsync(file, $"// {name}\n{KernelCode.MendOpenCl(name, source)}", TestContext.Current.CancellationToken);
                files.Add(file);
            }

            string? complaint = await Parse(files);
            Assert.True(complaint is null, complaint);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string?> Parse(IEnumerable<string> files)
    {
        ProcessStartInfo start = new("clang") { RedirectStandardError = true };
        // Declaring builtins on demand parses ten times as fast as reading the whole header.
        foreach (string argument in "-x cl -cl-std=CL2.0 -Xclang -finclude-default-header -Xclang -fdeclare-opencl-builtins -fsyntax-only -Wuninitialized -Wconditional-uninitialized -Werror=uninitialized -Werror=conditional-uninitialized".Split(' '))
            start.ArgumentList.Add(argument);
        foreach (string file in files)
            start.ArgumentList.Add(file);
        using Process process = Process.Start(start)!;
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0 ? null : errors;
    }

    private static bool IsClangOnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "clang")));
}
