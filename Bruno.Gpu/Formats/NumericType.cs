using System.Numerics;

namespace Bruno.Gpu.Formats;

/// <summary>Whole and floating-point numbers.</summary>
internal sealed class NumericType<T>(string name) : TypedNumbers<T>(name)
    where T : unmanaged, INumberBase<T>
{
    public override Array ConvertTo(NumberType other, Array elements) => other.ConvertFrom((T[])elements);

    internal override Array ConvertFrom<TSource>(TSource[] source) =>
        source is T[] same ? same : Array.ConvertAll(source, T.CreateSaturating);
}
