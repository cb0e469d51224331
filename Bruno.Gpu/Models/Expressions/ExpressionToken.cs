using Superpower.Display;

namespace Bruno.Gpu.Models.Expressions;

/// <summary>The words of the language.</summary>
internal enum ExpressionToken
{
    [Token(Description = "number")]
    Number,

    [Token(Description = "name")]
    Identifier,

    [Token(Example = "if")]
    If,

    [Token(Example = "and")]
    And,

    [Token(Example = "or")]
    Or,

    [Token(Example = "not")]
    Not,

    [Token(Example = "+")]
    Plus,

    [Token(Example = "-")]
    Minus,

    [Token(Example = "*")]
    Times,

    [Token(Example = "/")]
    Divide,

    [Token(Example = "^")]
    Power,

    [Token(Example = "<=")]
    AtMost,

    [Token(Example = "<")]
    Less,

    [Token(Example = ">=")]
    AtLeast,

    [Token(Example = ">")]
    Greater,

    [Token(Example = "==")]
    Equal,

    [Token(Example = "!=")]
    NotEqual,

    [Token(Example = ",")]
    Comma,

    [Token(Example = "(")]
    Open,

    [Token(Example = ")")]
    Close,
}
