namespace Bruno.Gpu.Schedules;

/// <summary>The schedule that an epoch began with, which it ends with though a resume changes it for the next.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="LearningRate">The learning rate that its shares are of.</param>
/// <param name="Epochs">Epochs of the whole run.</param>
internal sealed record EpochSchedule(ScheduleConfiguration Schedule, double LearningRate, int Epochs);
