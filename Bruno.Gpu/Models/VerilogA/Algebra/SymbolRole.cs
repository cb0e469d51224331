namespace Bruno.Gpu.Models.VerilogA.Algebra;

/// <summary>What names stand for, as flags: what a term depends on.</summary>
[Flags]
internal enum SymbolRole
{
    /// <summary>Nothing: a number.</summary>
    None = 0,

    /// <summary>A constant of nature.</summary>
    Constant = 1,

    /// <summary>A parameter.</summary>
    Parameter = 2,

    /// <summary>A state of the device.</summary>
    State = 4,

    /// <summary>The potential of a node.</summary>
    Node = 8,

    /// <summary>The flow of a branch.</summary>
    Flow = 16,

    /// <summary>The value that a variable has from the time step before.</summary>
    Previous = 32,

    /// <summary>The time.</summary>
    Time = 64,

    /// <summary>The time step.</summary>
    Step = 128,

    /// <summary>A time derivative.</summary>
    Derivative = 256,

    /// <summary>The input current.</summary>
    Input = 512,
}
