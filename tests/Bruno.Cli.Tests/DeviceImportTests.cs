namespace Bruno.Cli.Tests;

/// <summary><c>bruno devices import</c>, on the command line.</summary>
public sealed class DeviceImportTests : IDisposable
{
    private const string Module = "`include \"constants.vams\"\n`include \"law.va\"\nmodule cell(p, n);\n  inout p, n;\n  electrical p, n;\n  parameter real R = 1M from (0:inf);   // resistance [ohm]\n  analog begin\n    I(p, n) <+ `LAW(V(p, n));\n    $strobe(\"%g\", V(p, n));\n  end\nendmodule\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AModuleBecomesADeviceThatIsRight()
    {
        folder.Write("cell.va", Module);
        folder.Write("law.va", "`define LAW(v) ((v) / R)\n");
        folder.Write("circuit.toml", "[membrane]\ncapacitance = \"2 nF\"\n");
        BrunoProcess.Outcome outcome = BrunoProcess.Run("devices", "import", folder["cell.va"], "--circuit", folder["circuit.toml"], "--output", folder["cell.toml"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("The module 'cell' of", outcome.Output);
        Assert.Contains("variables V; it fires with V above its level", outcome.Output);
        Assert.Contains("Assumed: potential between -5 and 5 V", outcome.Output);
        Assert.Contains("line 9: $strobe has no influence on the device and is left out", outcome.Output);
        string text = File.ReadAllText(folder["cell.toml"]);
        Assert.Contains("R = { value = 1, unit = \"Mohm\", meaning = \"resistance [ohm]\", source = \"cell.va, line 6\" }", text);
        Assert.Contains("capacitance = { value = 2, unit = \"nF\"", text);

        outcome = BrunoProcess.Run("devices", "check", folder["cell.toml"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("The model 'cell' is right", outcome.Output);

        File.WriteAllText(folder["cell.toml"], "mine");
        Assert.Equal(2, BrunoProcess.Run("devices", "import", folder["cell.va"], "--output", folder["cell.toml"]).ExitCode);
        Assert.Equal("mine", File.ReadAllText(folder["cell.toml"]));
        Assert.Equal(0, BrunoProcess.Run("devices", "import", folder["cell.va"], "--output", folder["cell.toml"], "--force").ExitCode);
    }

    /// <summary>Modules are older than UTF-8: comments and texts in Latin-1 are read, and come out in UTF-8.</summary>
    [Fact]
    public void CommentsMayBeInLatin1()
    {
        const string Law = "`define LAW(v) ((v) / R)\n";
        string module = Module.Replace("resistance [ohm]", "Widerst\u00e4nde, 1 \u00b5m [ohm]", StringComparison.Ordinal);
        folder.Write("law.va", Law);
        File.WriteAllBytes(folder["cell.va"], System.Text.Encoding.Latin1.GetBytes(module));
        BrunoProcess.Outcome outcome = BrunoProcess.Run("devices", "import", folder["cell.va"], "--output", folder["cell.toml"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("meaning = \"Widerst\u00e4nde, 1 \u00b5m [ohm]\"", File.ReadAllText(folder["cell.toml"]));
        File.WriteAllBytes(folder["circuit.toml"], System.Text.Encoding.Latin1.GetBytes("# \u00b5\n[membrane]\ncapacitance = \"1 nF\"\n"));
        outcome = BrunoProcess.Run("devices", "import", folder["cell.va"], "--circuit", folder["circuit.toml"], "--output", folder["x.toml"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("is not a text in UTF-8: save it as such", outcome.Errors);
    }

    [Fact]
    public void FaultsComeWithFileLineAndCaretAndNothingIsWritten()
    {
        folder.Write("cell.va", Module.Replace("$strobe(\"%g\", V(p, n));", "@(cross(V(p, n), 1)) ;", StringComparison.Ordinal));
        folder.Write("law.va", "`define LAW(v) ceil(v)\n");
        BrunoProcess.Outcome outcome = BrunoProcess.Run("devices", "import", folder["cell.va"], "--output", folder["cell.toml"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("The module cannot be translated, for 2 reasons:", outcome.Errors);
        Assert.Contains($"{folder["cell.va"]}:8:16: ceil jumps", outcome.Errors);
        Assert.Contains("  8 |     I(p, n) <+ `LAW(V(p, n));\n    |                ^", outcome.Errors);
        Assert.Contains($"{folder["cell.va"]}:9:7: events between steps", outcome.Errors);
        Assert.False(File.Exists(folder["cell.toml"]));

        File.Delete(folder["law.va"]);
        outcome = BrunoProcess.Run("devices", "import", folder["cell.va"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains($"{folder["cell.va"]}:2:10: there is no file 'law.va' beside this one", outcome.Errors);
        Assert.Contains("cannot be read: there is no such file", BrunoProcess.Run("devices", "import", folder["nowhere.va"], "--output", folder["x.toml"]).Errors);
    }
}
