namespace Bruno.Gpu.Schedules;

/// <summary>How the learning rate changes over a run.</summary>
public enum ScheduleKind
{
    /// <summary>Not at all.</summary>
    Constant,

    /// <summary>Falls by a factor when the validation loss no longer falls.</summary>
    Plateau,

    /// <summary>Falls from epoch to epoch along half a cosine (Loshchilov and Hutter, ICLR 2017).</summary>
    Cosine,

    /// <summary>Rises linearly to the learning rate, then falls linearly, from batch to batch (Smith and Topin 2017, arXiv 1708.07120).</summary>
    OneCycle,

    /// <summary>Falls by a factor every so many epochs, or after those that are listed.</summary>
    Step,

    /// <summary>Falls by a factor every epoch.</summary>
    Exponential,
}
