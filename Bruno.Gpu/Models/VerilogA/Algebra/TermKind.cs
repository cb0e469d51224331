namespace Bruno.Gpu.Models.VerilogA.Algebra;

/// <summary>What a term is.</summary>
internal enum TermKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A name with a role.</summary>
    Symbol,

    /// <summary>A term that has the name of a variable of the module.</summary>
    Definition,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a * b.</summary>
    Multiply,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>-a.</summary>
    Negate,

    /// <summary>a ^ b.</summary>
    Power,

    /// <summary>A function, by the name of the language of devices.</summary>
    Call,

    /// <summary>if(condition, then, otherwise).</summary>
    If,

    /// <summary>The time derivative of a term.</summary>
    Derivative,

    /// <summary>A condition that always holds, or never.</summary>
    Truth,

    /// <summary>a &lt; b.</summary>
    Less,

    /// <summary>a &lt;= b.</summary>
    AtMost,

    /// <summary>a &gt; b.</summary>
    Greater,

    /// <summary>a &gt;= b.</summary>
    AtLeast,

    /// <summary>a == b.</summary>
    Equal,

    /// <summary>a != b.</summary>
    NotEqual,

    /// <summary>Both hold.</summary>
    And,

    /// <summary>One holds.</summary>
    Or,

    /// <summary>It does not hold.</summary>
    Not,
}
