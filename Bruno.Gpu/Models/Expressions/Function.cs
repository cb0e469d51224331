namespace Bruno.Gpu.Models.Expressions;

/// <summary>The functions of the language; <see cref="FunctionTable"/> says what each is.</summary>
internal enum Function
{
    Exp,
    Expm1,
    Exprel,
    Log,
    Sqrt,
    Abs,
    Sign,
    Sinh,
    Cosh,
    Tanh,
    Sin,
    Cos,
    Atan,
    Min,
    Max,
    Hold,
    HoldSlow,
}
