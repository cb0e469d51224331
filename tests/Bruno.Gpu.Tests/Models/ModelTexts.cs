using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Tests.Models;

/// <summary>Small models to try expressions in, and to break.</summary>
internal static class ModelTexts
{
    /// <summary>A leaky capacitor with a quantity 'x' of an expression; two plain variables a and b stand for what it may use.</summary>
    public static string WithQuantity(string expression, string unit = "") => $$"""
        description = "a test"
        potential = "V"
        [parameters]
        R = { value = 1e9, unit = "ohm" }
        C = { value = 1e-12, unit = "F" }
        p = { value = 2, unit = "", signed = true }
        length = { value = 3, unit = "nm" }
        [variables.V]
        unit = "V"
        rate = "(I - V / R) / C"
        initial = 0
        low = -2
        high = 2
        [variables.a]
        unit = ""
        rate = "-a / (R * C)"
        initial = 0
        low = -50
        high = 50
        [variables.b]
        unit = ""
        rate = "-b / (R * C)"
        initial = 0
        low = -50
        high = 50
        [observables]
        x = { value = "{{expression}}", unit = "{{unit}}" }
        [spike]
        when = "V >= 1 V"
        """;

    /// <summary>A model with a quantity of an expression.</summary>
    public static Model Quantity(string expression, string unit = "") => Model.Parse("test.toml", WithQuantity(expression, unit));

    /// <summary>The faults of a text.</summary>
    public static IReadOnlyList<ModelFault> Faults(string toml) => Assert.Throws<ModelException>(() => Model.Parse("test.toml", toml)).Faults;

    /// <summary>The one fault of an expression in the model above, its column counted from the first letter of the expression, from 1.</summary>
    public static (int Column, string Message) Fault(string expression, string unit = "")
    {
        ModelFault fault = Assert.Single(Faults(WithQuantity(expression, unit)));
        Assert.Equal(27, fault.Place.Line);
        return (fault.Place.Column - "x = { value = \"".Length, fault.Message);
    }
}
