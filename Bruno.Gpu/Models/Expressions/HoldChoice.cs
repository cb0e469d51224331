namespace Bruno.Gpu.Models.Expressions;

/// <summary>Which marked quantities are held: lose their derivative by the state and the input.</summary>
internal enum HoldChoice
{
    /// <summary>None: the derivatives are those of the equations.</summary>
    None,

    /// <summary>Only what <c>hold_slow</c> marks: BRUNO with the full rate.</summary>
    Slow,

    /// <summary>All: BRUNO's choice.</summary>
    All,
}
