using System.Text.Json.Nodes;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Sweeps;

namespace Bruno.Gpu.Tests.Reporting;

public sealed class JsonFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_environment_report_names_what_a_reader_needs()
    {
        ComputeDeviceDescription card = new("cuda:0", "A card", 1L << 34, 1) { DriverVersion = "570.86.10", Platform = "CUDA 12.9" };
        EnvironmentReport report = EnvironmentReport.Collect(
            7, ["train", "--seed", "7"], AcceleratorDescription.Of(card), "float32");
        JsonFile.Write(folder["environment.json"], report);
        JsonObject json = JsonNode.Parse(File.ReadAllText(folder["environment.json"]))!.AsObject();
        Assert.Equal(
            ["program_version", "commit", "runtime", "operating_system", "architecture", "cpu", "cores", "accelerator", "precision",
             "seed", "command_line", "time_utc"],
            json.Select(pair => pair.Key));
        Assert.Equal("A card", (string?)json["accelerator"]!["name"]);
        Assert.Equal("cuda:0", (string?)json["accelerator"]!["kind"]);
        Assert.Equal("570.86.10", (string?)json["accelerator"]!["driver_version"]);
        Assert.Equal("CUDA 12.9", (string?)json["accelerator"]!["platform"]);
        Assert.Null(json["accelerator"]!["vendor"]);
        Assert.Equal(1L << 34, (long)json["accelerator"]!["memory_bytes"]!);
        Assert.StartsWith(".NET", (string?)json["runtime"]!, StringComparison.Ordinal);
        Assert.DoesNotContain('+', report.ProgramVersion);
        Assert.EndsWith("Z", report.TimeUtc, StringComparison.Ordinal);
    }

    [Fact]
    public void Enums_and_odd_numbers_are_read_back()
    {
        MixedRow row = new() { Status = SampleStatus.OutOfMemory, Number = double.NaN, Seed = ulong.MaxValue };
        JsonFile.Write(folder["row.json"], row);
        Assert.Contains("\"out_of_memory\"", File.ReadAllText(folder["row.json"]));
        Assert.Equal(row, JsonFile.Read<MixedRow>(folder["row.json"]));
    }

    /// <summary>What is never null in the program is not null because a file says so, or says nothing.</summary>
    [Theory]
    [InlineData("{\"exit_code\":\"data\",\"message\":null}")]
    [InlineData("{\"exit_code\":\"data\"}")]
    public void WhatMustBeThereIsThere(string content)
    {
        File.WriteAllText(folder["failure.json"], "{\"exit_code\":\"data\",\"message\":\"m\"}");
        Assert.Equal(new TrialFailure(ExitCode.Data, "m"), JsonFile.Read<TrialFailure>(folder["failure.json"]));
        File.WriteAllText(folder["failure.json"], content);
        Assert.Equal(ExitCode.Data, Assert.Throws<BrunoException>(() => JsonFile.Read<TrialFailure>(folder["failure.json"])).ExitCode);
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData("null")]
    [InlineData(null)]
    public void An_unreadable_file_is_a_data_error(string? content)
    {
        if (content is not null)
            File.WriteAllText(folder["x.json"], content);
        BrunoException exception = Assert.Throws<BrunoException>(() => JsonFile.Read<MixedRow>(folder["x.json"]));
        Assert.Equal(ExitCode.Data, exception.ExitCode);
        Assert.Contains("x.json", exception.Message);
    }
}
