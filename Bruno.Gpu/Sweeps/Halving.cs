using Bruno.Gpu.Training;

namespace Bruno.Gpu.Sweeps;

/// <summary>
/// Asynchronous successive halving (Li et al., "A system for massively parallel hyperparameter tuning", 2020): a trial rests at each rung, and
/// goes on when it is among the best of those that came so far, one in as many as the reduction says, by the lowest validation loss until
/// there. It never waits for others, and what is next follows from where the trials stand alone: one process decides the same
/// whenever it was interrupted.
/// </summary>
internal static class Halving
{
    /// <summary>The first rung above a number of epochs; none where the trial is then trained to the end.</summary>
    public static int? RungAfter(int epochs, IReadOnlyList<int> rungs) => rungs.Where(rung => rung > epochs).Select(rung => (int?)rung).FirstOrDefault();

    /// <summary>The numbers of the trials to go on with, the most urgent first.</summary>
    /// <param name="trials">Where the trials stand.</param>
    /// <param name="rungs">Epochs after which they rest.</param>
    /// <param name="reduction">One of how many goes on.</param>
    public static IReadOnlyList<int> Next(IReadOnlyList<TrialStatus> trials, IReadOnlyList<int> rungs, int reduction)
    {
        List<int> next = [.. NumbersOf(TrialState.Stopped), .. NumbersOf(TrialState.Damaged)];
        foreach (int rung in rungs.Reverse())
            next.AddRange(Ranked(trials, rung) is var ranked ? ranked.Take(ranked.Count / reduction).Where(number => RestsAt(trials[number], rung)) : []);
        next.AddRange(NumbersOf(TrialState.NotStarted));
        // Few trials may leave none to go on: the best one always does.
        if (next.Count == 0 && trials.All(trial => trial.State != TrialState.Running) && !trials.Any(trial => trial.State == TrialState.Finished))
            next.AddRange(rungs.Reverse().SelectMany(rung => Ranked(trials, rung).Where(number => RestsAt(trials[number], rung))).Take(1));
        return next;

        IEnumerable<int> NumbersOf(TrialState state) => trials.Index().Where(trial => trial.Item.State == state).Select(trial => trial.Index);
    }

    private static bool RestsAt(TrialStatus trial, int rung) => trial.State == TrialState.Paused && trial.EpochsDone == rung;

    /// <summary>The trials that came to a rung or failed on the way, the best first.</summary>
    private static List<int> Ranked(IReadOnlyList<TrialStatus> trials, int rung) =>
    [
        .. from trial in trials.Index()
           where trial.Item.EpochsDone >= rung || trial.Item.State == TrialState.Failed
           orderby LossUntil(trial.Item, rung), trial.Index
           select trial.Index,
    ];

    private static double LossUntil(TrialStatus trial, int rung) => trial.EpochsDone < rung
        ? double.PositiveInfinity
        : trial.Metrics.Where(row => row.Split == "validation" && row.Epoch <= rung).Min(row => row.Loss);
}
