using Bruno.Gpu.Energy;

namespace Bruno.Gpu.Tests.Energy;

/// <summary>Against the hand, with the figures of Horowitz' table in pJ: add 0.1 (0.9 of floats), multiply 0.2 of 8 bits and 3.7 of floats, 10 / 64 a bit of 8 KB.</summary>
public sealed class DigitalEnergyModelTests
{
    private const double Bit = 10.0 / 64;

    /// <summary>10 inputs, 4 neurons, 8 bits: two samples of 50 steps each, 30 spikes of inputs, 12 of neurons.</summary>
    [Fact]
    public void TheEnergiesAreThoseOfTheHand()
    {
        DigitalEnergyModel model = new([new(10, 4, 4, 0, 8, ReadsSpikes: true, IsSpiking: false), new(4, 4, 0, 0, null, ReadsSpikes: false, IsSpiking: true)]);

        DigitalEnergy energy = model.OfSample([new(4, 0, 30 * 4), new(4, 12, 0)], 100, 2);

        // Each pass: 40 weights, 14 activations, all of 8 bits.
        double pass = 40 * (0.2 + 0.1 + 8 * Bit) + 14 * 8 * Bit;
        Assert.Equal(50 * pass, energy.Artificial * 1e12, 1e-6);

        // Neurons have no bits of their own: potentials are 32-bit floats. An address of 4 neurons has 2 bits.
        double neuron = 3.7 + 0.9 + 64 * Bit;
        double spiking = (120 * (0.1 + 8 * Bit) + 12 * 2 * 2 * Bit + 100 * 4 * neuron) / 2;
        Assert.Equal(spiking, energy.Spiking * 1e12, 1e-6);

        // 50 steps are counted in 6 bits: the multiplier is as large as one of sqrt(48) bits.
        double multiplication = 0.2 * Math.Pow(Math.Sqrt(48) / 8, Math.Log(15.5) / Math.Log(4));
        double once = 40 * (multiplication + 0.1 + 8 * Bit) + 14 * 6 * Bit;
        Assert.Equal(once, energy.ArtificialOnce!.Value * 1e12, 1e-6);
        Assert.Contains(model.Assumptions, assumption => assumption.Contains("8-bit integers: multiplication 0.2 pJ, addition 0.1 pJ, access to 8 KB of SRAM 0.156 pJ a bit", StringComparison.Ordinal));
    }

    /// <summary>2,000 float weights are 8,000 bytes; one more row goes beyond 8 KB.</summary>
    [Theory]
    [InlineData(200, 10.0)]
    [InlineData(205, 20.0)]
    [InlineData(900, 100.0)]
    [InlineData(30_000, 1300.0)]
    public void TheMemoryIsTheSmallestThatHoldsAllWeights(int inputs, double access)
    {
        DigitalEnergyModel model = new([new(inputs, 10, 10, 0, null, ReadsSpikes: false, IsSpiking: false)]);

        double pass = inputs * 10.0 * (3.7 + 0.9 + 32 * access / 64) + (inputs + 10.0) * 32 * access / 64;
        Assert.Equal(pass, model.WithSpiking(0, 1).Artificial * 1e12, 1e-9 * pass);
    }

    /// <summary>Values are multiplied, spikes are added; feedback is of spikes whatever the input is.</summary>
    [Fact]
    public void ValuesAreMultiplied()
    {
        DigitalEnergy Of(bool readsSpikes) =>
            new DigitalEnergyModel([new(10, 4, 4, 0, 8, readsSpikes, IsSpiking: false)]).OfSample([new(4, 0, 40)], 1, 1);
        Assert.Equal(40 * 0.2e-12, Of(false).Spiking - Of(true).Spiking, 1e-20);

        DigitalEnergy feedback = new DigitalEnergyModel([new(4, 4, 0, 4, 8, ReadsSpikes: false, IsSpiking: false)]).OfSample([new(4, 0, 8)], 1, 1);
        Assert.Equal(8 * (0.1 + 8 * Bit), feedback.Spiking * 1e12, 1e-9);
        Assert.Null(feedback.ArtificialOnce);
    }
}
