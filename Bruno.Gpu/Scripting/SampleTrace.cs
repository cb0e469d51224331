using Bruno.Gpu.Errors;
using Bruno.Gpu.Plots;

namespace Bruno.Gpu.Scripting;

/// <summary>What a network did with a sample.</summary>
/// <param name="StepSeconds">The length of a step, s.</param>
/// <param name="Input">What it read, [step, channel], as prepared.</param>
/// <param name="Layers">What its layers did, the first layer first.</param>
public sealed record SampleTrace(double StepSeconds, double[,] Input, IReadOnlyList<LayerTrace> Layers)
{
    /// <summary>What the last layer put out, [step, output].</summary>
    public double[,] Output => Layers[^1].Output;

    /// <summary>Draws the spikes of each layer, and the states of the neuron of the last devices that fired most.</summary>
    /// <param name="path">The file, .png, .svg or .pdf, which is written over.</param>
    /// <param name="widthMillimetres">Its width, mm, 40 to 1200.</param>
    /// <exception cref="BrunoException">The ending is another, or the file cannot be written.</exception>
    public void Draw(string path, double widthMillimetres = PictureOptions.UsualWidth)
    {
        if (!Enum.TryParse(Path.GetExtension(path).TrimStart('.'), ignoreCase: true, out PictureFormat format) || !Enum.IsDefined(format))
            throw new BrunoException(ExitCode.Usage, $"'{path}' is no picture that can be drawn: let it end with .png, .svg or .pdf.");
        if (widthMillimetres is not (>= PictureOptions.Narrowest and <= PictureOptions.Widest))
            throw new BrunoException(ExitCode.Usage, FormattableString.Invariant($"A picture cannot be {widthMillimetres} mm wide: from {PictureOptions.Narrowest} to {PictureOptions.Widest} mm are possible."));
        TracePlot.Of(this).Save(Path.ChangeExtension(path, null), new() { Formats = [format], WidthMillimetres = widthMillimetres });
    }
}
