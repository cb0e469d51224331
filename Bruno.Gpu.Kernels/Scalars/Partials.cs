using System.Runtime.CompilerServices;

namespace Bruno.Gpu.Kernels.Scalars;

/// <summary>
/// The three partial derivatives of a quantity in one step of a neuron: with respect to the membrane potential and the
/// internal variable that the step starts from, and to its input. A row of the step's Jacobian.
/// </summary>
public readonly struct Partials<T>(T byPotential, T byInternal, T byInput) : INumbers<Partials<T>, T>
    where T : unmanaged, IReal<T>
{
    public readonly T ByPotential = byPotential;
    public readonly T ByInternal = byInternal;
    public readonly T ByInput = byInput;

    /// <inheritdoc/>
    public static int Count => 3;

    /// <inheritdoc/>
    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => index == 0 ? ByPotential : index == 1 ? ByInternal : ByInput;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Partials<T> With(int index, T value) =>
        new(index == 0 ? value : ByPotential, index == 1 ? value : ByInternal, index == 2 ? value : ByInput);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials<T> All(T value) => new(value, value, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials<T> operator *(Partials<T> left, Partials<T> right) => new(
        left.ByPotential * right.ByPotential, left.ByInternal * right.ByInternal, left.ByInput * right.ByInput);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials<T> operator +(Partials<T> left, Partials<T> right) => new(
        left.ByPotential + right.ByPotential, left.ByInternal + right.ByInternal, left.ByInput + right.ByInput);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials<T> operator -(Partials<T> left, Partials<T> right) => new(
        left.ByPotential - right.ByPotential, left.ByInternal - right.ByInternal, left.ByInput - right.ByInput);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials<T> operator *(T factor, Partials<T> partials) => new(
        factor * partials.ByPotential, factor * partials.ByInternal, factor * partials.ByInput);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials<T> WeightedSum(T factor, Partials<T> numbers, T otherFactor, Partials<T> others) => new(
        factor * numbers.ByPotential + otherFactor * others.ByPotential,
        factor * numbers.ByInternal + otherFactor * others.ByInternal,
        factor * numbers.ByInput + otherFactor * others.ByInput);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials<T> WhereLess(Partials<T> left, Partials<T> right, Partials<T> then, Partials<T> otherwise) => new(
        T.WhereLess(left.ByPotential, right.ByPotential, then.ByPotential, otherwise.ByPotential),
        T.WhereLess(left.ByInternal, right.ByInternal, then.ByInternal, otherwise.ByInternal),
        T.WhereLess(left.ByInput, right.ByInput, then.ByInput, otherwise.ByInput));
}
