using System.Globalization;

namespace Bruno.Gpu.Accelerators;

/// <summary>Codes that drivers return where they fail.</summary>
internal static class DriverError
{
    /// <summary>A code for people: its name, where ILGPU knows it, and its number.</summary>
    public static string Name<TCode>(TCode code)
        where TCode : struct, Enum
    {
        int number = Convert.ToInt32(code, CultureInfo.InvariantCulture);
        string text = number.ToString(CultureInfo.InvariantCulture);
        return Enum.IsDefined(code) ? $"{code} ({text})" : $"error {text}";
    }
}
