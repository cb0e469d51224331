namespace Bruno.Gpu.Formats;

/// <summary>What an event camera, or another grid of sensors with two polarities, sent: element i of each array belongs to event i.</summary>
/// <param name="Microseconds">When, counted from the start of the recording; never decreasing.</param>
/// <param name="X">The column of the sensor, from 0.</param>
/// <param name="Y">The row of the sensor, from 0.</param>
/// <param name="IsOn">Whether the signal rose; else it fell.</param>
internal sealed record EventList(int[] Microseconds, ushort[] X, ushort[] Y, bool[] IsOn)
{
    /// <summary>How many events there are.</summary>
    public int Count => Microseconds.Length;
}
