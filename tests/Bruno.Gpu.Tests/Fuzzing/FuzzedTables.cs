using System.Globalization;
using System.Text;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Fitting;
using Bruno.Gpu.Simulation;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>CSV files that people and instruments write.</summary>
internal static class FuzzedTables
{
    private const double StepSeconds = 1e-3;

    private const string Cells =
        "layer,row,column,side,level,conductance_s,weight,w_max,weight_per_siemens\n"
        + "a,0,0,positive,1,1E-06,0.5,2,10\na,0,0,negative,1,2E-06,0.5,2,10\na,0,1,positive,1,1E-06,0.5,2,10\na,0,1,negative,1,2E-06,0.5,2,10\n";

    private const string ReferenceCells =
        "layer,row,column,side,level,conductance_s,weight,w_max,weight_per_siemens\n"
        + "a,0,0,positive,,1E-06,0.5,2,10\na,0,,reference,,2E-06,,,\nb,0,0,positive,-1,1E-06,0.5,2,10\nb,0,,reference,,2E-06,,,\n";

    public static FuzzedFormat Currents() => Table(
        "currents", ["1e-9,2e-9\n2e-9,0\n", "time (ms),drive (nA)\n0,1\n0.5,2\n2,0\n", "a;b\n1e-9;0\n", "# made by hand\nt\tI\n0\t1e-9\n1e-3\t1e-9\n"], path => CurrentFile.Read(path, StepSeconds));

    public static FuzzedFormat Voltages() => Table(
        "voltages", ["0,0\n0.5,1\n1,0\n", "time_us,drive_mv\n0,100\n500,2000\n2000,0\n"], path => VoltageFile.Read(path, StepSeconds));

    public static FuzzedFormat Measurements() => Table(
        "measurements",
        [
            "time (us),V (mV),I (nA)\n0,0,1\n10,500,2\n", "time_s,prescribed_voltage_v,polarization_c_per_m2,terminal_current_a\n0,0,0.1,1e-9\n1e-5,0.5,0.2,2e-9\n",
            "time_s,input_current_a,membrane_potential_v,polarization_c_per_m2,electric_field_v_per_m,spike,neuron\n0,1e-9,0,-0.2,1,0,0\n1e-3,2e-9,0.5,-0.1,2,0,0\n0,1e-9,0,-0.2,1,0,1\n1e-3,2e-9,0.5,-0.1,2,0,1\n",
            "Time [ms];I [A];V\n0;1e-9;0\n0.01;2e-9;0.5\n",
        ],
        path =>
        {
            foreach (MeasuredTrace trace in MeasurementFile.Read(path, DeviceCatalogue.Find("felif"), new()).Traces)
                FitStimulus.Of(trace, StepSeconds);
        });

    public static FuzzedFormat Conductances() => Table("conductances", [Cells, ReferenceCells], path => ConductanceTable.Read(path));

    public static FuzzedFormat Levels() => Table("levels", ["conductance_s\n1e-6\n4e-6\n5e-6\n2e-5\n", "1e-6\n2e-6\n3.5e-6\n"], path => LevelFile.Read(path));

    public static FuzzedFormat Recordings() => Table(
        "table", [RecordingsText(), WideText(), EventsText(), AnswersText()], path => RecordedData.Load("files", path, null, FuzzedRecordings.Settings));

    /// <summary>Twenty recordings of two channels, two classes.</summary>
    public static string RecordingsText() => Lines("sample,label,a,b", 60, row => $"{row / 3},{(row / 3 % 2 == 0 ? "yes" : "no")},{row * 7 % 11 * 0.1:F1},{row * 5 % 13 * 0.1:F1}");

    /// <summary>A row a recording.</summary>
    private static string WideText() => Lines("label;s0;s1;s2;s3", 20, row => $"{row % 2};{row % 7};{row % 5};{row % 3};{row * 3 % 11}");

    private static string EventsText() => Lines("sample,t,x,y,p,label", 80, row => $"{row / 4},{row * 37 % 50 * 0.001:F3},{row % 3},{row % 2},{row % 2},{row / 4 % 2}");

    /// <summary>Something is asked for at every step.</summary>
    private static string AnswersText() => Lines("sample\ttime\tx\ttarget", 60, row => $"{row / 3}\t{row % 3 * 0.001:F3}\t{row * 7 % 11 * 0.1:F1}\t{row * 5 % 13 * 0.1:F1}");

    private static string Lines(string header, int count, Func<int, FormattableString> row) =>
        string.Join('\n', Enumerable.Range(0, count).Select(i => row(i).ToString(CultureInfo.InvariantCulture)).Prepend(header)) + "\n";

    private static FuzzedFormat Table(string name, string[] texts, Action<string> read) => new(name, name + ".csv", [.. texts.Select(Encoding.UTF8.GetBytes)], read) { IsText = true };
}
