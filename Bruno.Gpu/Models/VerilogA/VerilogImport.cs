using System.Runtime.ExceptionServices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Models.Text;
using Bruno.Gpu.Models.VerilogA.Algebra;
using Bruno.Gpu.Models.VerilogA.Syntax;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>Translates a Verilog-A module and a circuit around it to a device as text.</summary>
internal static class VerilogImport
{
    /// <summary>Modules nest as deep as their authors like; the stack of a thread of their own is large enough for all limits.</summary>
    private const int StackSize = 256 * 1024 * 1024;

    private const long LargestFile = 2_000_000;

    /// <summary>Translates a file.</summary>
    /// <param name="path">The Verilog-A file.</param>
    /// <param name="circuitPath">The description of the circuit; none for the defaults.</param>
    /// <param name="outputName">The name of the model's file, for messages.</param>
    /// <exception cref="VerilogException">The module is wrong, or beyond what is translated; it lists every place.</exception>
    /// <exception cref="ModelException">The circuit is wrong, or what comes of both is.</exception>
    /// <exception cref="BrunoException">A file cannot be read (<see cref="ExitCode.Usage"/>).</exception>
    public static ImportResult ReadFile(string path, string? circuitPath, string outputName)
    {
        CircuitDescription circuit = circuitPath is null ? new() : new CircuitReading(new(circuitPath, ReadText(circuitPath, "circuit", isModule: false))).Read();
        return OnLargeStack(() => Translate(new(path, ReadText(path, "Verilog-A file")), Included, circuit, outputName));
    }

    /// <summary>Translates a text that includes no files but the standard ones.</summary>
    /// <param name="name">The name of the text, for messages.</param>
    /// <param name="text">The module.</param>
    /// <param name="circuit">The description of the circuit; none for the defaults.</param>
    /// <exception cref="VerilogException">The module is wrong, or beyond what is translated; it lists every place.</exception>
    /// <exception cref="ModelException">The circuit is wrong, or what comes of both is.</exception>
    public static ImportResult Parse(string name, string text, string? circuit = null)
    {
        CircuitDescription described = circuit is null ? new() : new CircuitReading(new("circuit.toml", circuit)).Read();
        return OnLargeStack(() => Translate(new(name, text), (_, _) => null, described, "model.toml"));
    }

    /// <summary>The module of a text as it is written, for what compares readers.</summary>
    internal static ModuleSyntax ParseSyntax(string name, string text) => OnLargeStack(() =>
    {
        VerilogFaults faults = new();
        ModuleSyntax module = Choose(Read(new(name, text), (_, _) => null, faults), new(name, text), null, faults);
        faults.Require();
        return module;
    });

    private static IReadOnlyList<ModuleSyntax> Read(ModelSource source, Func<string, ModelSource, ModelSource?> read, VerilogFaults faults)
    {
        VerilogPreprocessor preprocessor = new(read, faults);
        IReadOnlyList<VerilogToken> tokens = preprocessor.Run(source);
        return new ModuleReader(tokens, preprocessor.Comments, faults).Read();
    }

    private static ImportResult Translate(ModelSource source, Func<string, ModelSource, ModelSource?> read, CircuitDescription circuit, string outputName)
    {
        VerilogFaults faults = new();
        ModuleSyntax module = Choose(Read(source, read, faults), source, circuit.Module, faults);
        faults.Require();
        try
        {
            TermFactory factory = new();
            Execution execution = new(module, circuit.Parameters, factory, faults);
            if (circuit.TimeStep is { } step && !execution.Parameters.ContainsKey(step))
                faults.Add(module.Place, $"the circuit names the parameter '{step}' as time step, which the module does not have{NearestName.Hint(step, execution.Parameters.Keys)}");
            execution.Run();
            faults.Require();
            MemoryAnalysis memory = new(execution, circuit.TimeStep, factory, faults);
            faults.Require();
            CircuitEquations equations = new(module, execution, memory, circuit, factory, faults);
            faults.Require();
            ModelWriting writing = new(source, module, execution, equations, circuit, factory, faults);
            string text = writing.Write();
            faults.Require();
            return new(text, Check(outputName, text), module.Name, writing.Assumptions, [.. faults.Notes]);
        }
        catch (TermOverflow)
        {
            faults.Add(module.Place, $"the equations of '{module.Name}' are too large: after all conditions and functions are put in, they have more parts than any compact model");
            faults.Require();
            throw;
        }
    }

    /// <summary>What comes of a module is a model like any other; where it is none, the circuit says something that does not fit.</summary>
    private static Model Check(string name, string text)
    {
        try
        {
            return Model.Parse(name, text);
        }
        catch (ModelException fault)
        {
            throw new BrunoException(ExitCode.Usage, $"The module is translated, but with the circuit it makes no model; nothing is written. Of what would be '{name}': {fault.Message}", fault);
        }
    }

    private static ModuleSyntax Choose(IReadOnlyList<ModuleSyntax> modules, ModelSource source, string? wanted, VerilogFaults faults)
    {
        faults.Require();
        VerilogPlace start = new(source, new(1, 1));
        ModuleSyntax? module = wanted is null ? modules.Count == 1 ? modules[0] : null : modules.FirstOrDefault(candidate => candidate.Name == wanted);
        if (module is null)
        {
            string names = string.Join(", ", modules.Select(candidate => candidate.Name));
            faults.Add(modules.Count > 0 ? modules[^1].Place : start, modules.Count == 0 ? "there is no module in this file"
                : wanted is null ? $"the file has several modules ({names}): say which in the circuit, module = \"{modules[0].Name}\""
                : $"there is no module '{wanted}' in this file; there are {names}");
            faults.Require();
        }

        return module!;
    }

    private static ModelSource? Included(string name, ModelSource from)
    {
        string path = Path.Combine(Path.GetDirectoryName(from.Name) ?? "", name);
        return File.Exists(path) ? new(path, ReadText(path, "included file")) : null;
    }

    /// <summary>The text of a file; a module may be older than UTF-8, and its comments in Latin-1.</summary>
    private static string ReadText(string path, string what, bool isModule = true)
    {
        try
        {
            if (File.Exists(path) && new FileInfo(path).Length > LargestFile)
                throw new BrunoException(ExitCode.Usage, $"The {what} '{path}' is larger than {LargestFile / 1_000_000} MB: that is no compact model.");
            byte[] content = ((IFiles)DiskFiles.Shared).ReadBytes(path);
            string text = isModule ? EncodedText.Of(content) : EncodedText.OfUnicode(content)
                ?? throw new BrunoException(ExitCode.Usage, $"The {what} '{path}' is not a text in UTF-8: save it as such (iconv -f latin1 -t utf-8).");
            // What another program could not read is no letter of TOML.
            return text.Replace('\uFFFD', '?');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string message = exception is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : exception.Message;
            throw new BrunoException(ExitCode.Usage, $"The {what} '{path}' cannot be read: {message}");
        }
    }

    private static T OnLargeStack<T>(Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }
}
