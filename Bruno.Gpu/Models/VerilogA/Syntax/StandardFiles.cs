namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>
/// The constants and disciplines that every simulator brings along. Values of nature are those of the SI of 2019 and of CODATA 2018, whatever a
/// simulator's own file says.
/// </summary>
internal static class StandardFiles
{
    private static readonly string[] Names =
    [
        "constants.vams", "constants.h", "constants.va", "constant.vams", "constant.h", "disciplines.vams", "disciplines.h", "disciplines.va",
        "discipline.vams", "discipline.h", "discipline.va",
    ];

    /// <summary>Mathematical and natural constants: the macro, the value, and its unit.</summary>
    public static IReadOnlyDictionary<string, (double Value, string Unit)> Constants { get; } = new Dictionary<string, (double, string)>(StringComparer.Ordinal)
    {
        ["M_E"] = (Math.E, ""), ["M_LOG2E"] = (1.4426950408889634, ""), ["M_LOG10E"] = (0.4342944819032518, ""), ["M_LN2"] = (0.6931471805599453, ""),
        ["M_LN10"] = (2.302585092994046, ""), ["M_PI"] = (Math.PI, ""), ["M_TWO_PI"] = (2 * Math.PI, ""), ["M_PI_2"] = (Math.PI / 2, ""),
        ["M_PI_4"] = (Math.PI / 4, ""), ["M_1_PI"] = (1 / Math.PI, ""), ["M_2_PI"] = (2 / Math.PI, ""), ["M_2_SQRTPI"] = (1.1283791670955126, ""),
        ["M_SQRT2"] = (1.4142135623730951, ""), ["M_SQRT1_2"] = (0.7071067811865476, ""),
        ["P_Q"] = (1.602176634e-19, "C"), ["P_C"] = (2.99792458e8, "m/s"), ["P_K"] = (1.380649e-23, "J/K"), ["P_H"] = (6.62607015e-34, "J s"),
        ["P_EPS0"] = (8.8541878128e-12, "F/m"), ["P_U0"] = (1.25663706212e-6, "H/m"), ["P_CELSIUS0"] = (273.15, "K"),
    };

    /// <summary>Whether an include means one of these files.</summary>
    public static bool Contains(string file) => Names.Contains(Path.GetFileName(file.Replace('\\', '/')), StringComparer.OrdinalIgnoreCase);
}
