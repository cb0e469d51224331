using System.Globalization;
using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>
/// Whatever a file holds, it is read or refused with exit code 2 or 3, in time and within bounds of memory. More inputs, or one of them
/// again: scripts/fuzz.sh.
/// </summary>
[Collection(typeof(AloneTests))]
public sealed class FuzzingTests(CpuBackend backend, ITestOutputHelper output) : DeviceTests(backend)
{
    private const int Usual = 100;

    public static TheoryData<string> Formats => [.. FuzzedFormats.Names.Where(name => Text("BRUNO_FUZZ_FORMAT") is not string chosen || name == chosen)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void WhateverIsInAFileItIsReadOrRefused(string name)
    {
        using FuzzedFormats formats = new(Device);
        FuzzOutcome outcome = new FuzzCampaign(formats.Find(name), Text("BRUNO_FUZZ_MARK"), Text("BRUNO_FUZZ_SAVE")).Run(Number("BRUNO_FUZZ_SEED") ?? 1, Number("BRUNO_FUZZ_INPUTS") ?? Usual);
        output.WriteLine(outcome.Row);
        if (Text("BRUNO_FUZZ_TABLE") is string table)
            File.AppendAllText(table, outcome.Row + "\n");
        Assert.False(File.Exists(FuzzedFormats.Executed), "Something that was read was executed.");
        Assert.True(outcome.Violations.Count == 0, string.Join("\n\n", outcome.Violations));
    }

    private static string? Text(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;

    private static int? Number(string variable) => Text(variable) is string text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
