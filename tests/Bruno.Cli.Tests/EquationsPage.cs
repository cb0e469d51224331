using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Bruno.Cli.Tests;

/// <summary>docs/equations.md as it must be: the equations that stand in the comments of the types that compute them, numbered.</summary>
internal static partial class EquationsPage
{
    /// <summary>Chapters, and the types of each, by their files.</summary>
    private static readonly (string Title, string[] Files)[] Chapters =
    [
        ("Devices", ["Kernels/Devices/Felif", "Kernels/Devices/Heracles", "Kernels/Devices/VoltageClamped"]),
        ("Neurons of one step an outer step", ["Kernels/Devices/Lif", "Kernels/Devices/AdaptiveLif", "Kernels/Devices/CubaLif", "Kernels/Devices/Snu", "Kernels/Devices/NormalisedFelif", "Kernels/Devices/LeakyIntegrator"]),
        ("Integrators", ["Kernels/Integrators/SplitDynamics", "Kernels/Integrators/ExponentialRosenbrock", "Kernels/Integrators/AdaptiveRosenbrock", "Kernels/Integrators/Rodas3"]),
        ("Gradient methods", ["/Gradients/BrunoGradient", "Kernels/Gradients/CoarseLinearisation", "/Gradients/ExactGradient", "/Gradients/BpttGradient", "/Gradients/SlttGradient", "/Gradients/EpropGradient", "Kernels/Synapses/EligibilityKernel"]),
        ("Surrogates of a spike's derivative", ["Kernels/Gradients/SurrogateKind"]),
        ("Losses", [.. new[] { "ClassCrossEntropy", "SpikeCountKernels", "MeanKernels", "MaximumKernels", "FirstSpikeKernels", "EachStepKernels", "StepCrossEntropyKernels", "SigmoidCrossEntropyKernels", "SquaredErrorKernels", "PenaltyKernels" }.Select(name => $"Kernels/Losses/{name}")]),
        ("Optimizers", ["Kernels/Optimizers/OptimizerKernels"]),
        ("Trained parameters", ["Kernels/Parameters/BoundedValue", "Kernels/Devices/ByParameter", "Kernels/Neurons/ParameterBackwardKernel"]),
        ("Synapses", ["Kernels/Synapses/ConductanceRange", "Kernels/Synapses/NonIdealities/LineResistance", "Kernels/Synapses/SummedNoiseKernels"]),
        ("Energy", ["/Energy/EnergyModel", "/Energy/DigitalEnergyModel"]),
        ("Made data", ["/Datasets/TactileFingertip"]),
    ];

    /// <summary>Equations of files, inputs and examples, which are explained where they are used.</summary>
    public static IReadOnlyList<string> Elsewhere { get; } = ["Bruno.Gpu/Nir/NirNeurons.cs", "Bruno.Gpu/Cards/DeviceCard.cs", "Bruno.Gpu/Fitting/FitParameter.cs", "Bruno.Gpu/Scripting/SpikingNetwork.cs"];

    /// <summary>All files whose equations are on the page.</summary>
    public static IEnumerable<string> Files => Chapters.SelectMany(chapter => chapter.Files).Select(PathOf);

    /// <summary>What the page holds under its introduction.</summary>
    public static string Text()
    {
        StringBuilder page = new();
        int number = 0;
        foreach ((string title, string[] files) in Chapters)
        {
            page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n");
            foreach (string file in files.Select(PathOf))
            {
                string name = Path.GetFileNameWithoutExtension(file);
                page.Append(CultureInfo.InvariantCulture, $"### ({++number}) {name}\n\n{Markdown(Comment(file))}\n\n[{Path.GetFileName(file)}](../{file})\n\n");
            }
        }

        return page.ToString().TrimEnd() + "\n";
    }

    /// <summary>Every C# file of the libraries with an equation in a comment.</summary>
    public static IEnumerable<string> WithEquations() =>
        from library in new[] { "Bruno.Gpu.Kernels", "Bruno.Gpu" }
        from file in Directory.EnumerateFiles(Path.Combine(SourceTree.Root(), library), "*.cs", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(SourceTree.Root(), file).Replace('\\', '/')
        where !name.Contains("/obj/", StringComparison.Ordinal) && File.ReadAllText(file).Contains("<code>", StringComparison.Ordinal)
        select name;

    private static string PathOf(string file) => $"Bruno.Gpu{(file[0] == '/' ? "" : ".")}{file}.cs";

    /// <summary>The first comment of a file that has an equation, without slashes.</summary>
    private static string Comment(string file)
    {
        List<string> lines = [];
        foreach (string line in File.ReadLines(Path.Combine(SourceTree.Root(), file)).Select(line => line.TrimStart()))
        {
            if (line.StartsWith("///", StringComparison.Ordinal))
                lines.Add(line.Length > 4 ? line[4..] : "");
            else if (lines.Exists(text => text.Contains("<code>", StringComparison.Ordinal)))
                break;
            else
                lines.Clear();
        }

        return string.Join('\n', lines);
    }

    private static string Markdown(string comment)
    {
        string text = string.Join("\n\n", Part().Matches(comment).Select(match => match.Groups[2].Value.Trim()));
        text = Reference().Replace(text, match => $"`{match.Groups[1].Value.Split('{')[0].Split('(')[0]}`");
        text = Inline().Replace(text, match => $"`{match.Groups[1].Value}`");
        text = Paragraph().Replace(text, "\n\n");
        text = Code().Replace(text, match => $"\n\n```text\n{match.Groups[1].Value.Trim('\n')}\n```\n\n");
        return Empty().Replace(WebUtility.HtmlDecode(text), "\n\n").Trim();
    }

    [GeneratedRegex("<(summary|remarks)>(.*?)</\\1>", RegexOptions.Singleline)]
    private static partial Regex Part();

    [GeneratedRegex("<(?:see|paramref|typeparamref) \\w+=\"([^\"]*)\"\\s*/>")]
    private static partial Regex Reference();

    [GeneratedRegex("<c>(.*?)</c>", RegexOptions.Singleline)]
    private static partial Regex Inline();

    [GeneratedRegex("</?para>")]
    private static partial Regex Paragraph();

    [GeneratedRegex("\\s*<code>(.*?)</code>\\s*", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("\n{3,}")]
    private static partial Regex Empty();
}
