using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>What the backward pass of a neuron takes from a step to the one before.</summary>
/// <param name="potential">Adjoint of the potential.</param>
/// <param name="internal">Adjoint of the internal variable.</param>
/// <param name="output">Adjoint of the output, by way of the next step.</param>
/// <param name="first">Share of the gradient of the first coefficient.</param>
/// <param name="second">Of the second one.</param>
/// <param name="third">Of the third one.</param>
/// <param name="fourth">Of the fourth one.</param>
public readonly struct NeuronCarry<T>(T potential, T @internal, T output, T first, T second, T third, T fourth)
    where T : unmanaged, IReal<T>
{
    /// <summary>Adjoint of the potential.</summary>
    public readonly T Potential = potential;

    /// <summary>Adjoint of the internal variable.</summary>
    public readonly T Internal = @internal;

    /// <summary>Adjoint of the output, by way of the next step.</summary>
    public readonly T Output = output;

    /// <summary>Share of the gradient of the first coefficient.</summary>
    public readonly T First = first;

    /// <summary>Of the second one.</summary>
    public readonly T Second = second;

    /// <summary>Of the third one.</summary>
    public readonly T Third = third;

    /// <summary>Of the fourth one.</summary>
    public readonly T Fourth = fourth;
}
