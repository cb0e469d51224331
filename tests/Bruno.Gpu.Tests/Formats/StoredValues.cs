using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Tests.Formats;

/// <summary>What tests ask of stored values.</summary>
internal static class StoredValues
{
    /// <summary>The elements of an array whose shape and type are as said.</summary>
    public static T[] Elements<T>(this StoredValue? value, params int[] shape)
    {
        StoredArray array = Assert.IsType<StoredArray>(value);
        Assert.Equal(shape, array.Shape);
        return Assert.IsType<T[]>(array.Elements);
    }

    /// <summary>The texts of a list of such.</summary>
    public static IEnumerable<string> Texts(this StoredValue? value) =>
        Assert.IsType<StoredList>(value).Items.Select(item => Assert.IsType<StoredText>(item).Value);

    /// <summary>The sum of all elements.</summary>
    public static double Sum(this StoredValue? value)
    {
        StoredArray array = Assert.IsType<StoredArray>(value);
        double sum = 0;
        for (int i = 0; i < array.Count; ++i)
            sum += array.At(i);
        return sum;
    }
}
