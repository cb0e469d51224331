#:project ../Bruno.Gpu
#:property PublishAot=false
using Bruno.Gpu.Chips;
using Bruno.Gpu.Scripting;

// A network of 4-bit weights, trained on devices that differ by 10 % and are drawn anew at every step.
SpikingNetwork letters = SpikingNetwork.Preset("quickstart")
    .Set("data.tactile.repetitions", 40)
    .Set("synapses.quantisation.bits", 4)
    .Set("neuron_variability.sigma", 0.1)
    .Set("synapses.non_idealities.d2d.sigma", 0.1)
    .Epochs(8);
foreach (SpikingNetwork network in (SpikingNetwork[])[letters, letters.Set("training.resample_every", 1).Set("training.resample_unit", "step")])
{
    using NetworkTraining training = network.OnItsData();
    training.Train();

    // How many of ten chips will work, fresh from programming and after a day?
    ChipReport report = training.Judge(chips: 10, afterSeconds: [0, 86400]);
    Console.WriteLine($"{(training.Settings.Training.ResampleEvery is null ? "trained on one chip" : "on another chip at every step")}: without faults {report.ReferenceAccuracy:P0}");
    foreach (ChipSummary chips in report.Summaries)
        Console.WriteLine($"  after {chips.AfterSeconds:F0} s: {chips.AccuracyMean:P1} +- {chips.AccuracyDeviation:P1}, worst {chips.AccuracyMinimum:P0}, yield above {report.YieldAbove:P0}: {chips.Yield:P0}");
}
