using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Tests.Reporting;

public enum SampleStatus
{
    Measured,
    OutOfMemory,
}

public sealed record TrajectoryRow(double TimeS, double InputCurrentA, double PolarizationCPerM2, bool Spike);

public sealed record MixedRow
{
    public string Text { get; init; } = "";

    public SampleStatus Status { get; init; }

    public SampleStatus? Other { get; init; }

    public double? Number { get; init; }

    public float Single { get; init; }

    public ulong Seed { get; init; }
}

public sealed class CsvTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Headers_are_snake_case_and_numbers_invariant()
    {
        using DecimalCommaCulture culture = new();
        Assert.Equal(
            "time_s,input_current_a,polarization_c_per_m2,spike\n0.001,-1E-09,-0.22,1\n",
            CsvTable.ToText([new TrajectoryRow(0.001, -1e-9, -0.22, true)]));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        using DecimalCommaCulture culture = new();
        MixedRow[] rows =
        [
            new() { Text = "a, \"b\"\nc", Status = SampleStatus.OutOfMemory, Number = 0.1 + 0.2, Single = 1 / 3f, Seed = ulong.MaxValue },
            new() { Other = SampleStatus.Measured, Number = double.NaN, Single = float.NegativeInfinity },
            new() { Number = double.Epsilon },
        ];
        string path = folder["mixed.csv"];
        CsvTable.Write(path, rows);
        Assert.Contains("out_of_memory", File.ReadAllText(path));
        Assert.Equal(rows, CsvTable.Read<MixedRow>(path));

        CsvTable.Write(path, new[] { new TrajectoryRow(1, 2, 3, true), new TrajectoryRow(1, 2, 3, false) });
        Assert.Equal([true, false], CsvTable.Read<TrajectoryRow>(path).Select(row => row.Spike));
    }

    [Fact]
    public void An_empty_table_has_its_header()
    {
        Assert.Equal("time_s,input_current_a,polarization_c_per_m2,spike\n", CsvTable.ToText(Array.Empty<TrajectoryRow>()));
        CsvTable.Write(folder["empty.csv"], Array.Empty<TrajectoryRow>());
        Assert.Empty(CsvTable.Read<TrajectoryRow>(folder["empty.csv"]));
    }

    [Fact]
    public void A_long_table_is_whole_rows_at_any_time()
    {
        string path = folder["long.csv"];
        using (CsvTableWriter<TrajectoryRow> table = CsvTable.Open<TrajectoryRow>(path))
        {
            for (int i = 0; i < 10_000; i++)
                table.Append(new TrajectoryRow(i * 1e-3, i / 7.0, 0, false));
            // The writer still has the file open and rows in its block: this is what a kill would leave.
            byte[] so_far = new byte[1 << 20];
            using FileStream reader = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            int length = reader.ReadAtLeast(so_far, so_far.Length, throwOnEndOfStream: false);
            Assert.InRange(length, 1 << 16, int.MaxValue);
            Assert.Equal((byte)'\n', so_far[length - 1]);
        }

        IReadOnlyList<TrajectoryRow> rows = CsvTable.Read<TrajectoryRow>(path);
        Assert.Equal(10_000, rows.Count);
        Assert.Equal(9_999 / 7.0, rows[^1].InputCurrentA);
    }

    [Theory]
    [InlineData("", "line 1: there is no header")]
    [InlineData("time_s,spike\n1,1\n", "line 1: there is no column 'input_current_a'")]
    [InlineData("time_s,input_current_a,polarization_c_per_m2,spike\n1,2,3,1\n1,x,3,1\n", "line 3: 'x' is not a value of the column 'input_current_a'")]
    [InlineData("time_s,input_current_a,polarization_c_per_m2,spike\n1,2\n", "line 2: ")]
    public void A_foreign_file_is_named_with_its_line(string text, string expected)
    {
        string path = folder["foreign.csv"];
        File.WriteAllText(path, text);
        BrunoException exception = Assert.Throws<BrunoException>(() => CsvTable.Read<TrajectoryRow>(path));
        Assert.Equal(ExitCode.Data, exception.ExitCode);
        Assert.Contains(path, exception.Message);
        Assert.Contains(expected, exception.Message);
    }
}
