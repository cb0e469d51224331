namespace Bruno.Oracle;

/// <summary>One entry of a stack: arrays [T][batch][unit]. It keeps what its last forward run needs for the backward run.</summary>
public abstract class OracleLayer
{
    /// <summary>Trainable values by name, matrices row by row; an optimizer may change them in place.</summary>
    public Dictionary<string, double[]> Parameters { get; } = [];

    /// <summary>Derivatives of the last backward run, named and shaped like <see cref="Parameters"/>.</summary>
    public Dictionary<string, double[]> Gradients { get; } = [];

    /// <summary>Output of the layer.</summary>
    public abstract double[][][] Forward(double[][][] input);

    /// <summary>Output for an input that goes on where the last run ended.</summary>
    public virtual double[][][] Continue(double[][][] input) => Forward(input);

    /// <summary>Derivative with respect to the input of the last forward run; sets <see cref="Gradients"/>.</summary>
    public abstract double[][][] Backward(double[][][] outputGradient);
}
