#:project ../Bruno.Gpu
#:property PublishAot=false
using Bruno.Gpu.Losses;
using Bruno.Gpu.Scripting;

using NetworkTraining training = SpikingNetwork.Preset("quickstart")
    .Set("data.tactile.repetitions", 80)
    .Loss(new WantedRates(ofClass: 0.2, ofOthers: 0.02))
    .Epochs(8)
    .OnItsData();
foreach (EpochScore epoch in training.Train())
    Console.WriteLine($"epoch {epoch.Epoch}: loss {epoch.TrainLoss:F4}, validation accuracy {epoch.ValidationAccuracy:P0}");
Console.WriteLine($"test accuracy {training.Accuracy():P0}");

/// <summary>
/// The neuron of a sample's class should fire in a fifth of all steps, the others hardly: L = sum over outputs of (r - r*)^2, with
/// the rate r = (1/T) sum over steps of s, so that dL/ds = 2 (r - r*) / T at every step.
/// </summary>
sealed class WantedRates(double ofClass, double ofOthers) : SampleLoss
{
    public override double Of(double[,] outputs, SampleAim aim, double[,] derivative)
    {
        int steps = outputs.GetLength(0);
        double loss = 0;
        for (int output = 0; output < outputs.GetLength(1); ++output)
        {
            double rate = Enumerable.Range(0, steps).Sum(step => outputs[step, output]) / steps;
            double error = rate - (output == aim.Class ? ofClass : ofOthers);
            loss += error * error;
            for (int step = 0; step < steps; ++step)
                derivative[step, output] = 2 * error / steps;
        }

        return loss;
    }
}
