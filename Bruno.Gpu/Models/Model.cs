using Bruno.Gpu.Errors;
using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Models;

/// <summary>
/// A compact model read from text and checked: every name is declared once, every expression has the dimension that its place asks for, and no
/// quantity depends on itself.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it models, in a line.</param>
/// <param name="Reference">Where its equations come from; may be empty.</param>
/// <param name="EulerNeedsDouble">Whether explicit Euler needs double precision.</param>
/// <param name="Constants">Its constants, in the order of the file.</param>
/// <param name="Parameters">Its parameters, in the order of the file.</param>
/// <param name="Variables">The potential, then the internal variables in the order of the file.</param>
/// <param name="Quantities">Its quantities, each after those that it depends on.</param>
/// <param name="Input">Its input.</param>
/// <param name="Spike">When it fires.</param>
/// <param name="SpikeEnergy">The energy that a spike needs at least, J; none where the file does not say.</param>
/// <param name="StaticPower">The power without spikes, W; none where the file does not say.</param>
/// <param name="Source">The file.</param>
/// <param name="Warnings">What is not wrong, but worth a look.</param>
internal sealed record Model(
    string Name,
    string Description,
    string Reference,
    bool EulerNeedsDouble,
    IReadOnlyList<ModelConstant> Constants,
    IReadOnlyList<ModelParameter> Parameters,
    IReadOnlyList<ModelVariable> Variables,
    IReadOnlyList<ModelQuantity> Quantities,
    ModelInput Input,
    SpikeCondition Spike,
    ModelExpression? SpikeEnergy,
    ModelExpression? StaticPower,
    ModelSource Source,
    IReadOnlyList<ModelFault> Warnings)
{
    private const long LargestFile = 1_000_000;

    /// <summary>The membrane potential.</summary>
    public ModelVariable Potential => Variables[0];

    /// <summary>The quantities that a simulation shows.</summary>
    public IEnumerable<ModelQuantity> Observables => Quantities.Where(quantity => quantity.IsObservable);

    /// <summary>Reads and checks a text.</summary>
    /// <param name="origin">The name shown in messages, such as the path of the file; the model's name where the text gives none.</param>
    /// <param name="toml">The text.</param>
    /// <exception cref="ModelException">Anything is wrong; it lists every fault.</exception>
    public static Model Parse(string origin, string toml) => new ModelReading(new(origin, toml)).Read();

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="BrunoException">The file cannot be read, or anything in it is wrong (<see cref="ExitCode.Usage"/>); every fault is listed.</exception>
    public static Model ReadFile(string path) => Parse(path, ReadText(path));

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="BrunoException">The file cannot be read (<see cref="ExitCode.Usage"/>).</exception>
    public static string ReadText(string path)
    {
        try
        {
            if (File.Exists(path) && new FileInfo(path).Length > LargestFile)
                throw new BrunoException(ExitCode.Usage, $"The model '{path}' is larger than {LargestFile / 1_000_000} MB: that is no model.");
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string message = exception is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : exception.Message;
            throw new BrunoException(ExitCode.Usage, $"The model '{path}' cannot be read: {message}");
        }
    }
}
