using System.Text.Json;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Libraries;

namespace Bruno.Cli.Tests;

/// <summary>Devices of libraries that are built outside the program: used like its own, refused where they are wrong.</summary>
public sealed class DeviceLibraryTests : IDisposable
{
    private static readonly string[] FewLetters =
        ["--epochs", "1", "--device", "cpu", "--set", "data.tactile.letters=3", "--set", "data.tactile.repetitions=4", "--set", "data.tactile.steps=20"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Library => folder["library/AdaptiveLeak.dll"];

    [Fact]
    public void ALibraryIsListedSimulatedAndTrained()
    {
        DevicePage.Compile(Library, DevicePage.Code);
        BrunoProcess.Outcome listed = Ok("devices", "--json", "--device-library", Library);
        JsonElement model = JsonDocument.Parse(listed.Output).RootElement.GetProperty("device_models").EnumerateArray()
            .Single(entry => entry.GetProperty("name").GetString() == "adaptive-leak");
        Assert.Equal(Library, model.GetProperty("origin").GetString());
        Assert.Contains("adaptation_time", Ok("devices", "adaptive-leak", "--device-library", Library).Output);

        Ok("simulate", "--model", "adaptive-leak", "--device-library", Library, "--amplitude", "0.2nA", "--output", folder["out"], "--device", "cpu", "--resolution", "outer");
        string[] rows = File.ReadAllLines(folder["out/trajectory.csv"]);
        Assert.Equal("time_s,input_current_a,membrane_potential_V,adaptation_V,spike", rows[0]);
        Assert.Contains(rows, row => row.EndsWith(",1", StringComparison.Ordinal));

        // C dV/dt = I - g (V + x), tau dx/dt = V - x, from rest: V grows as I t / C at first.
        double potential = double.Parse(rows[2].Split(',')[2], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(0.195, potential, 0.001);

        string run = folder["run"];
        Ok([.. Train(run), .. FewLetters]);
        string resolved = File.ReadAllText(Path.Combine(run, "config.resolved.toml"));
        Assert.Contains($"path = \"{Library}\"", resolved, StringComparison.Ordinal);
        Assert.Contains($"sha256 = \"{DeviceLibrary.Load(Library).Checksum}\"", resolved, StringComparison.Ordinal);
    }

    [Fact]
    public void ALibraryIsChecked()
    {
        DevicePage.Compile(Library, DevicePage.Code);
        BrunoProcess.Outcome outcome = Ok("devices", "check", "adaptive-leak", "--device-library", Library, "--output", folder["pictures"]);
        Assert.Contains($"The model 'adaptive-leak' of {Library} is right", outcome.Output);
        Assert.Contains("leak_conductance", outcome.Output);
        Assert.Matches(@"Derivatives: [23]\d\d agree with differences of the rates to \S+e-\d+ relative", outcome.Output);
        Assert.Contains("Integrator adaptive: suits.", outcome.Output);
        Assert.Contains("Leaves its bounds: V is stopped at -5 V", outcome.Output);
        Assert.True(File.Exists(folder["pictures/responses.png"]));
        JsonElement json = JsonDocument.Parse(Ok("devices", "check", "adaptive-leak", "--device-library", Library, "--json").Output).RootElement;
        // Eigenvalues of [-g/C, -g/C; 1/tau, -1/tau] with 50 1/s twice: -50 +- 50i.
        Assert.Contains(json.GetProperty("eigenvalues").EnumerateArray(), value => Math.Abs(value.GetProperty("real").GetDouble() + 50) < 1e-6 && Math.Abs(value.GetProperty("imaginary").GetDouble() - 50) < 1e-6);
    }

    /// <summary>A run finds its library again without being told, refuses another file in its place, and takes the same file from elsewhere.</summary>
    [Fact]
    public void ARunKeepsItsLibrary()
    {
        DevicePage.Compile(Library, DevicePage.Code);
        string run = folder["run"];
        Ok([.. Train(run), .. FewLetters]);
        string before = Ok("evaluate", run, "--device", "cpu").Output;
        Ok("train", "--resume", run, "--epochs", "2", "--device", "cpu");

        File.Copy(Library, folder["moved.dll"]);
        DevicePage.Compile(Library, DevicePage.Code.Replace("50e-12", "60e-12", StringComparison.Ordinal));
        foreach (string[] command in (string[][])[["evaluate", run], ["train", "--resume", run, "--epochs", "3"], ["evaluate", run, "--device-library", Library]])
        {
            // Another process may have the library of the run already, and not miss its file.
            BrunoProcess.Outcome refused = BrunoProcess.RunAlone([.. command, "--device", "cpu"]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("has changed: its SHA-256 is", refused.Errors);
        }

        Assert.Equal(before, Ok("evaluate", run, "--device", "cpu", "--checkpoint", "best", "--device-library", folder["moved.dll"]).Output);
        File.Delete(Library);
        Assert.Equal(2, BrunoProcess.RunAlone("evaluate", run, "--device", "cpu").ExitCode);
        Ok("train", "--resume", run, "--epochs", "3", "--device", "cpu", "--device-library", folder["moved.dll"]);
    }

    /// <summary>A library named in the settings needs no option.</summary>
    [Fact]
    public void ALibraryIsASetting()
    {
        DevicePage.Compile(Library, DevicePage.Code);
        Ok(["train", "--set", "network.layers.4.model=adaptive-leak", "--set", $"network.layers.4.library.path={Library}", "--output", folder["run"], .. FewLetters]);
        BrunoProcess.Outcome unknown = BrunoProcess.Run(["train", "--set", "network.layers.4.model=adaptive-leek", "--set", $"network.layers.4.library.path={Library}", "--output", folder["no"], .. FewLetters]);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("has no model 'adaptive-leek' (there are adaptive-leak); did you mean 'adaptive-leak'?", unknown.Errors);
        Assert.False(Directory.Exists(folder["no"]));
    }

    public static TheoryData<string, string, string, ExitCode> Faults => new()
    {
        // A derivative: rates with a step of their own for dual numbers.
        { "TScalar.Scale(adaptationRate, state.Potential - state.Internal)", "TScalar.Scale(adaptationRate, state.Potential - TScalar.Constant(state.Internal.Value))", "the derivative of the rate of x (Differentiate) by x is 0, differences say -50", ExitCode.CheckFailed },
        { "=> new(TReal.From(1), TReal.From(0));", "=> new(TReal.From(2), TReal.From(0));", "the derivative of the excess (ExcessGradient) by V is 2, differences say 1", ExitCode.CheckFailed },
        { "DeviceState<TReal> before) => Initial", "DeviceState<TReal> before) => new(TReal.From(0), before.Internal)", "the derivative of the reset of x (ResetDerivative) by x is 0, differences say 1", ExitCode.CheckFailed },
        { "Dual<TReal, THold, DeviceState<TReal>>.Constant(current)", "Dual<TReal, THold, DeviceState<TReal>>.Constant(TReal.From(2) * current)", "Rates and the rates of Differentiate and DifferentiateByState are not the same", ExitCode.CheckFailed },
        { "state.Potential >= threshold", "state.Potential <= threshold", "it fires as it starts", ExitCode.CheckFailed },
        { "Upper => new(TReal.From(5), TReal.From(5))", "Upper => new(TReal.From(5), TReal.From(-5))", "the bounds of adaptation, -5 and -5, leave no room", ExitCode.CheckFailed },
        { "Initial => new(TReal.From(0), TReal.From(0))", "Initial => new(TReal.From(0), TReal.From(6))", "adaptation starts at 6, which is not between its bounds, -5 and 5", ExitCode.CheckFailed },
        { "[Parameter(\"S\",", "[Parameter(\"siemens\",", "the parameter 'leak_conductance' has the unit 'siemens', which is none", ExitCode.CheckFailed },
        { "= 50e-12;", "= -50e-12;", "the parameter 'leak_conductance' is -5E-11 by default, but must be positive", ExitCode.CheckFailed },
        { "\"adaptive-leak\"", "\"Adaptive leak\"", "the name 'Adaptive leak' must be of small letters", ExitCode.CheckFailed },
        { "\"adaptive-leak\"", "\"mott\"", "There is a device model 'mott' in the program and in", ExitCode.Usage },
        { "new(\"adaptation\", \"x\", \"V\", 1)", "", "it names 1 variables, and its states have 2", ExitCode.CheckFailed },
        { "public static int Observables => 0", "public static int Observables => 2", "it names 0 observables, and its devices have 2", ExitCode.CheckFailed },
        { "private readonly TReal threshold;", "private readonly TReal threshold; private readonly bool flag;", "its field flag is a Boolean", ExitCode.CheckFailed },
        { "private readonly TReal threshold;", "private readonly TReal threshold; private readonly unsafe double* table;", "its field table is a pointer", ExitCode.CheckFailed },
        { "public sealed class AdaptiveLeakModel()", "internal sealed class AdaptiveLeakModel()", "its device model AdaptiveLeakModel is not public", ExitCode.Usage },
        { "public sealed class AdaptiveLeakModel()", "public sealed class AdaptiveLeakModel(int number)", "its device model AdaptiveLeakModel has no public constructor without arguments", ExitCode.Usage },
        { "public sealed class AdaptiveLeakModel()", "public abstract class AdaptiveLeakModel()", "it has no device in it, no class that is a DeviceModel", ExitCode.Usage },
        { "Observables => [];", "Observables => throw new InvalidOperationException(\"not today\");", "it fails: not today", ExitCode.CheckFailed },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void AWrongLibraryIsRefusedWithTheReason(string right, string wrong, string reason, ExitCode code)
    {
        string changed = DevicePage.Code.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(DevicePage.Code, changed);
        DevicePage.Compile(Library, changed);
        Refused(Library, reason, code);
    }

    /// <summary>Compilers refuse references in devices, but what a library is compiled against need not be what is beside it.</summary>
    [Fact]
    public void AStructWithReferencesIsRefused()
    {
        string helper = folder["library/Helper.dll"];
        DevicePage.Compile(helper, "public struct Payload { public int Number; }");
        DevicePage.Compile(Library, DevicePage.Code.Replace("private readonly TReal threshold;", "private readonly TReal threshold; private readonly Payload payload;", StringComparison.Ordinal), helper);
        Assert.Single(DeviceLibrary.Load(Library).Models);

        DevicePage.Compile(helper, "public struct Payload { public string Text; }");
        string moved = folder["library/Moved.dll"];
        File.Copy(Library, moved);
        Refused(moved, "its field payload.Text is a reference (String)", ExitCode.CheckFailed);

        File.Delete(helper);
        File.Copy(Library, folder["library/Lonely.dll"]);
        Refused(folder["library/Lonely.dll"], "it needs Helper 0.0.0.0, which is not beside it: put Helper.dll into its folder", ExitCode.Usage);
    }

    [Fact]
    public void WhatIsNoLibraryOfThisProgramIsRefused()
    {
        Refused(folder["nowhere.dll"], "there is no such file", ExitCode.Usage);
        folder.Write("text.dll", "no library");
        Refused(folder["text.dll"], "it is no .NET library", ExitCode.Usage);
        File.WriteAllBytes(folder["cut.dll"], File.ReadAllBytes(typeof(DeviceLibrary).Assembly.Location)[..4096]);
        Refused(folder["cut.dll"], "it is no .NET library", ExitCode.Usage);
        DevicePage.Compile(folder["other.dll"], "public class Nothing;");
        Refused(folder["other.dll"], "it has no device in it", ExitCode.Usage);

        // Built against a version of the program that is to come.
        string later = folder["later/Bruno.Gpu.dll"];
        DevicePage.Compile(later, "[assembly: System.Reflection.AssemblyVersion(\"9.1.0.0\")] namespace Bruno.Gpu.Devices { public class Later; }");
        Refuse(folder["new.dll"], later);
    }

    [Fact]
    public void TwoLibrariesDoNotShareAName()
    {
        DevicePage.Compile(folder["one.dll"], DevicePage.Code);
        DevicePage.Compile(folder["two.dll"], DevicePage.Code);
        BrunoProcess.Outcome outcome = BrunoProcess.Run("devices", "--device-library", folder["one.dll"], "--device-library", folder["two.dll"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains($"There is a device model 'adaptive-leak' in {folder["one.dll"]} and in {folder["two.dll"]}", outcome.Errors);
        DevicePage.Compile(folder["three.dll"], DevicePage.Code.Replace("\"adaptive-leak\"", "\"other-leak\"", StringComparison.Ordinal));
        outcome = Ok("devices", "--device-library", folder["one.dll"], "--device-library", folder["three.dll"]);
        Assert.Contains("other-leak", outcome.Output);
    }

    /// <summary>Every command that takes a model or a network takes libraries.</summary>
    [Fact]
    public void EveryCommandWithDevicesTakesLibraries()
    {
        string[] commands =
        [
            "train", "evaluate", "simulate", "describe", "devices", "devices check", "compare gradients", "benchmark time", "benchmark memory", "benchmark integrators",
            "export weights", "export conductances", "export nir", "check conductances", "check card", "cards",
        ];
        foreach (string command in commands)
            Assert.Contains(BrunoProgram.CreateCommand().Parse(command.Split(' ')).CommandResult.Command.Options, option => option.Name == "--device-library");
    }

    private static void Refuse(string path, string later)
    {
        // The program's own Bruno.Gpu is among the references of a test; this library names the other one alone.
        Microsoft.CodeAnalysis.CSharp.CSharpCompilation compilation = Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create(
            "New", [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("public class Now : Bruno.Gpu.Devices.Later;")],
            [Microsoft.CodeAnalysis.MetadataReference.CreateFromFile(later), Microsoft.CodeAnalysis.MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));
        using (FileStream file = File.Create(path))
            Assert.True(compilation.Emit(file).Success);
        Refused(path, "it is built against Bruno.Gpu 9.1.0, and this program is 0.1.0: build it anew", ExitCode.Usage);
    }

    private static void Refused(string path, string reason, ExitCode code)
    {
        BrunoException refusal = Assert.Throws<BrunoException>(() => Gpu.Catalogue.DeviceCatalogue.Use([path]));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(code, refusal.ExitCode);
        Assert.DoesNotContain('\r', refusal.Message);
    }

    private string[] Train(string run) => ["train", "--set", "network.layers.4.model=adaptive-leak", "--device-library", Library, "--output", run];

    private static BrunoProcess.Outcome Ok(params string[] arguments)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        return outcome;
    }
}
