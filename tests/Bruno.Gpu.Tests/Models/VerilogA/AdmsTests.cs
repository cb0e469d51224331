using System.Diagnostics;
using Bruno.Gpu.Models.VerilogA;
using Bruno.Gpu.Models.VerilogA.Syntax;

namespace Bruno.Gpu.Tests.Models.VerilogA;

/// <summary>ADMS, the reader of Verilog-A that Debian packages, reads the same parameters, variables and contributions.</summary>
public sealed class AdmsTests : IDisposable
{
    private const string Script = """
        <?xml version="1.0" encoding="ISO-8859-1"?>
        <!DOCTYPE admst SYSTEM "admst.dtd">
        <admst version="2.3.7" xmlns:admst="http://mot-adms.sourceforge.net/xml-files/admst">
          <admst:for-each select="/module">
            <admst:text format="module %(name)\n"/>
            <admst:for-each select="variable[input='yes']"><admst:text format="parameter %(name)\n"/></admst:for-each>
            <admst:for-each select="variable[input='no']"><admst:text format="variable %(name)\n"/></admst:for-each>
            <admst:for-each select="analogfunction"><admst:text format="function %(name)\n"/></admst:for-each>
            <admst:for-each select="contribution"><admst:text format="%(lhs/nature/access) %(lhs/branch/pnode/name) %(lhs/branch/nnode/name)\n"/></admst:for-each>
          </admst:for-each>
        </admst>
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("vteam")]
    [InlineData("mott")]
    [InlineData("reram")]
    [InlineData("hodgkin-huxley")]
    public void TheSameIsRead(string name)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/admsXml"), "admsXml is not installed (Debian's package adms)");
        string text = File.ReadAllText(ImportedModuleTests.PathOf(name + ".va"));
        File.WriteAllText(folder["list.xml"], Script);
        File.WriteAllText(folder["module.va"], text);
        ProcessStartInfo start = new("/usr/bin/admsXml", ["-x", "module.va", "-e", "list.xml"]) { WorkingDirectory = folder[""], RedirectStandardOutput = true, RedirectStandardError = true };
        using Process adms = Process.Start(start)!;
        string output = adms.StandardOutput.ReadToEnd();
        adms.WaitForExit();
        Assert.True(adms.ExitCode == 0, output);

        ModuleSyntax module = VerilogImport.ParseSyntax(name, text);
        IEnumerable<string> own =
        [
            $"module {module.Name}", .. module.Parameters.Select(parameter => $"parameter {parameter.Name}"), .. module.Variables.Select(variable => $"variable {variable.Name}"),
            .. module.Functions.Select(function => $"function {function.Name}"), .. module.Analog.SelectMany(Contributions).Select(target => Named(module, target)),
        ];
        Assert.Equal(own.Order(StringComparer.Ordinal), output.Split('\n').Where(line => line.Length > 0 && line[0] != '[').Order(StringComparer.Ordinal));
    }

    private static IEnumerable<CallSyntax> Contributions(StatementSyntax statement) => statement switch
    {
        ContributionSyntax contribution => [contribution.Target],
        BlockSyntax block => block.Statements.SelectMany(Contributions),
        IfSyntax choice => Contributions(choice.Then).Concat(choice.Otherwise is null ? [] : Contributions(choice.Otherwise)),
        _ => [],
    };

    private static string Named(ModuleSyntax module, CallSyntax target)
    {
        string[] names = [.. target.Arguments.Cast<NameSyntax>().Select(argument => argument.Name)];
        BranchSyntax? branch = module.Branches.Find(candidate => candidate.Name == names[0]);
        return $"{target.Name} {branch?.From ?? names[0]} {(branch is null ? names.ElementAtOrDefault(1) : branch.To) ?? "GND"}";
    }
}
