namespace Bruno.Gpu.Schedules;

/// <summary>How the learning rate changes over the epochs.</summary>
public enum ScheduleKind
{
    /// <summary>Not at all.</summary>
    Constant,

    /// <summary>Falls by a factor when the validation loss no longer falls.</summary>
    Plateau,

    /// <summary>Rises linearly, then falls along half a cosine (Loshchilov and Hutter, ICLR 2017).</summary>
    Cosine,
}
