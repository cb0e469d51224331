#:project ../Bruno.Gpu
#:property PublishAot=false
using Bruno.Gpu.Scripting;

// Eight letters under a simulated fingertip, and a loop of your own over batches.
using NetworkTraining training = SpikingNetwork.Preset("quickstart")
    .Set("data.tactile.repetitions", 80)
    .OnItsData();

// A learning rate of your own: half as much whenever the loss, smoothed over batches, has not fallen for 20 of them.
double rate = 0.03, smooth = double.NaN, lowest = double.PositiveInfinity;
int since = 0;
for (int epoch = 1; epoch <= 6; ++epoch)
{
    foreach (int[] batch in training.Batches(epoch))
    {
        // Batches are numbers of training samples: take any that you like, in any order.
        double loss = training.Backward(batch).Loss;
        smooth = double.IsNaN(smooth) ? loss : 0.9 * smooth + 0.1 * loss;
        since = smooth < lowest ? 0 : since + 1;
        lowest = Math.Min(lowest, smooth);
        if (since == 20)
            (rate, since) = (rate / 2, 0);
        training.Step(rate);
    }

    Console.WriteLine($"epoch {epoch}: loss {smooth:F3}, learning rate {rate:G2}, validation accuracy {training.Accuracy("validation"):P0}");
}

Console.WriteLine($"test accuracy {training.Accuracy():P0}");
