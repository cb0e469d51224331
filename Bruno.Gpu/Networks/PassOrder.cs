using System.Diagnostics;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Networks;

/// <summary>
/// The order in which a network goes through time and back, followed in the configuration Checked alone: windows one after the other, each on
/// the tape that holds it, and back through all that were passed, each while its output exists.
/// </summary>
/// <param name="plan">How passes are cut in time.</param>
/// <param name="capacity">The most steps and batch elements of a pass.</param>
internal sealed class PassOrder(TimePlan plan, SequenceExtent capacity)
{
    private readonly Dictionary<int, int> kept = [];
    private SequenceExtent extent;
    private TimeWindow? atHand;
    private int passed, tapeBegin, tapeEnd, back;

    /// <summary>A forward pass begins.</summary>
    [Conditional(Invariant.Symbol)]
    public void BeginForward(SequenceExtent ofPass)
    {
        Invariant.Holds(ofPass.Steps > 0 && ofPass.Steps <= capacity.Steps, "A pass has steps, and no more than there is room for");
        Invariant.Holds(ofPass.Batch > 0 && ofPass.Batch <= capacity.Batch, "A pass has batch elements, and no more than there is room for");
        extent = ofPass;
        (atHand, passed, back) = (null, 0, 0);
        kept.Clear();
    }

    /// <summary>The states at the beginning of an outer step are kept in a row.</summary>
    [Conditional(Invariant.Symbol)]
    public void Keep(int row, int begin)
    {
        Invariant.Holds(row < plan.Rows, "States are kept in a row that there is room for");
        Invariant.Holds(passed == begin, "States are kept where the pass is");
        kept[row] = begin;
    }

    /// <summary>The states that were kept in a row are taken.</summary>
    [Conditional(Invariant.Symbol)]
    public void Restore(int row, int begin)
    {
        Invariant.Holds(kept.TryGetValue(row, out int step) && step == begin, "A row holds the states at the beginning of the stretch that is made again");
        passed = begin;
    }

    /// <summary>All layers go through a window.</summary>
    [Conditional(Invariant.Symbol)]
    public void Forward(TimeWindow window)
    {
        int end = window.Begin + window.Steps;
        Invariant.Holds(window.Begin == passed && window.Steps > 0 && end <= extent.Steps, "A window follows the one before it, within the pass");
        Invariant.Holds(window.Steps <= plan.Window && window.Batch == extent.Batch, "A window fits into its arrays");
        Invariant.Holds(window.Offset >= 0 && window.Offset + window.Steps <= plan.TapeSteps, "A window fits on the tape");
        Invariant.Holds(window.Offset == 0 || (window.Origin == tapeBegin && window.Begin == tapeEnd), "The tape is written from its beginning on, without gaps");
        (tapeBegin, tapeEnd) = (window.Origin, end);
        (passed, atHand) = (end, window);
    }

    /// <summary>All layers make their output in a window again.</summary>
    [Conditional(Invariant.Symbol)]
    public void Reconstruct(TimeWindow window)
    {
        Invariant.Holds(
            window.Origin == tapeBegin && window.Begin >= tapeBegin && window.Begin + window.Steps <= tapeEnd, "A window that is made again is on the tape");
        Invariant.Holds(kept.TryGetValue(window.Row, out int step) && step == window.Begin, "A row holds the states at the beginning of the window that is made again");
        atHand = window;
    }

    /// <summary>A backward pass begins.</summary>
    [Conditional(Invariant.Symbol)]
    public void BeginBackward(SequenceExtent ofPass)
    {
        Invariant.Holds(ofPass == extent && passed == extent.Steps, "A pass goes back after it went forwards, as far");
        back = extent.Steps;
    }

    /// <summary>All layers go back through a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="isGapless">Whether none is left out.</param>
    [Conditional(Invariant.Symbol)]
    public void Backward(TimeWindow window, bool isGapless)
    {
        int end = window.Begin + window.Steps;
        Invariant.Holds(isGapless ? end == back : end <= back, "A pass goes back through its windows in reverse, each once");
        RequireAtHand(window);
        back = window.Begin;
    }

    /// <summary>A backward pass has ended.</summary>
    [Conditional(Invariant.Symbol)]
    public void EndBackward(bool isGapless) => Invariant.Holds(!isGapless || back == 0, "A pass goes back to its beginning");

    /// <summary>The arrays of all layers hold a window.</summary>
    [Conditional(Invariant.Symbol)]
    public void RequireAtHand(TimeWindow window) => Invariant.Holds(atHand == window, "Gradients of a window are found while its output exists");
}
