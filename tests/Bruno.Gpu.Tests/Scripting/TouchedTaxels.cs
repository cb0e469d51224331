namespace Bruno.Gpu.Tests.Scripting;

/// <summary>Small arrays of a program: taxels touched one after the other, from one side or from the other.</summary>
internal static class TouchedTaxels
{
    /// <summary>How many samples there are.</summary>
    public const int Count = 60;

    /// <summary>The side of each sample.</summary>
    public static int[] Classes { get; } = [.. Enumerable.Range(0, Count).Select(sample => sample % 2)];

    /// <summary>[step, taxel] each; the last sample is shorter.</summary>
    public static float[][,] Recordings()
    {
        Random random = new(1);
        return [.. Classes.Select((side, sample) =>
        {
            float[,] values = new float[sample == Count - 1 ? 30 : 40, 3];
            for (int step = 0; step < values.GetLength(0); ++step)
            {
                for (int taxel = 0; taxel < 3; ++taxel)
                    values[step, side == 0 ? taxel : 2 - taxel] = (float)(Math.Exp(-Math.Pow((step - 10 * taxel - 10) / 4.0, 2)) + 0.5 * random.NextDouble());
            }

            return values;
        })];
    }
}
