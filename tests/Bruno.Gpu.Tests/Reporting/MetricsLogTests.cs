using Bruno.Gpu.Errors;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Reporting;

public sealed class MetricsLogTests : IDisposable
{
    private const string Header =
        "epoch,split,loss,accuracy,spike_rate,synaptic_operations,learning_rate,seconds,device_bytes_peak,seed,energy_joules,rms_error,digital_joules\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static MetricsRow Row(int epoch, string split = "train") => new()
    {
        Epoch = epoch, Split = split, Loss = 1.0 / epoch, LearningRate = 0.005, Seconds = 1.5, DeviceBytesPeak = 1L << 40, Seed = 3,
    };

    [Fact]
    public void Every_row_is_in_the_file_at_once()
    {
        using DecimalCommaCulture culture = new();
        string path = folder["runs/1/metrics.csv"];
        using MetricsLog log = MetricsLog.Create(path);
        log.Append(Row(3) with { Accuracy = 0.5, SpikeRate = 0.25, SynapticOperations = 12.5, EnergyJoules = 2.5e-9, RmsError = 0.125, DigitalJoules = 5e-9 });
        log.Append(Row(2, "test"));
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        Assert.Equal(
            Header + "3,train,0.3333333333333333,0.5,0.25,12.5,0.005,1.5,1099511627776,3,2.5E-09,0.125,5E-09\n"
                   + "2,test,0.5,,,,0.005,1.5,1099511627776,3,,,\n",
            reader.ReadToEnd());
    }

    [Fact]
    public void A_resumed_log_drops_later_epochs_and_goes_on()
    {
        string path = folder["metrics.csv"];
        using (MetricsLog log = MetricsLog.Create(path))
        {
            for (int epoch = 1; epoch <= 5; epoch++)
                log.Append(Row(epoch));
        }

        // The process was killed within a row.
        File.AppendAllText(path, "6,tra");
        using (MetricsLog log = MetricsLog.Open(path, keepThroughEpoch: 3))
            log.Append(Row(4, "validation"));
        IReadOnlyList<MetricsRow> rows = MetricsLog.Read(path);
        Assert.Equal([1, 2, 3, 4], rows.Select(row => row.Epoch));
        Assert.Equal(Row(3), rows[2]);
        Assert.Equal("validation", rows[3].Split);
    }

    [Fact]
    public void Opening_a_missing_log_starts_one()
    {
        MetricsLog.Open(folder["metrics.csv"], keepThroughEpoch: 7).Dispose();
        Assert.Equal(Header, File.ReadAllText(folder["metrics.csv"]));
    }

    [Fact]
    public void A_log_of_an_earlier_version_is_read_and_gets_the_new_columns()
    {
        string path = folder["metrics.csv"];
        File.WriteAllText(path, Header.Replace(",energy_joules,rms_error,digital_joules", "", StringComparison.Ordinal) + "1,train,0.5,,,,0.005,1.5,1024,3\n");
        using (MetricsLog log = MetricsLog.Open(path, keepThroughEpoch: 1))
            log.Append(Row(2) with { EnergyJoules = 1.5 });
        IReadOnlyList<MetricsRow> rows = MetricsLog.Read(path);
        Assert.Equal([null, 1.5], rows.Select(row => row.EnergyJoules));
        Assert.StartsWith(Header + "1,train,0.5,,,,0.005,1.5,1024,3,,,\n", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_file_is_not_overwritten()
    {
        File.WriteAllText(folder["metrics.csv"], "something else\n");
        BrunoException exception = Assert.Throws<BrunoException>(() => MetricsLog.Open(folder["metrics.csv"], 1));
        Assert.Equal(ExitCode.Data, exception.ExitCode);
        Assert.Equal("something else\n", File.ReadAllText(folder["metrics.csv"]));
    }
}
