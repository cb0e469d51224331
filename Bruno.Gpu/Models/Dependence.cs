namespace Bruno.Gpu.Models;

/// <summary>What the value of an expression depends on, from what is known earliest to what is known latest.</summary>
internal enum Dependence
{
    /// <summary>Numbers and constants only.</summary>
    Constants,

    /// <summary>Parameters: one value a device.</summary>
    Parameters,

    /// <summary>The variables.</summary>
    State,

    /// <summary>The input.</summary>
    Input,
}
