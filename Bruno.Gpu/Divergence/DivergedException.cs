using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Divergence;

/// <summary>A loss, a parameter or what they follow from is no longer finite.</summary>
public sealed class DivergedException : BrunoException
{
    private const string Remedy = "Lower the learning rate (--set optimizer.learning_rate=...), clip the gradient (--set optimizer.clip_norm=1), or go on from the last good checkpoint.";
    private const string AtTheStart =
        "Nothing has been learned yet: look at the data and at what the network begins with (initial_scale, network.init=\"activity\"); where a gradient is not finite, another "
        + "method of it may be (--gradient bruno or exact).";

    /// <summary>Something is not finite, and it is not known which number was the first.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="what">What, with "the".</param>
    internal DivergedException(int epoch, string what)
        : base(ExitCode.Diverged, $"Training diverged in epoch {epoch}: {what} is not finite. {Remedy}")
    {
    }

    /// <summary>A number was the first.</summary>
    internal DivergedException(NumberFault fault)
        : base(ExitCode.Diverged, FormattableString.Invariant($"Training diverged {fault.Time}: {fault.Place} is {fault.Value}, and was the first number that is not finite. {(fault.OptimizerSteps > 0 || fault.FollowsStep ? Remedy : AtTheStart)}"))
    {
    }
}
