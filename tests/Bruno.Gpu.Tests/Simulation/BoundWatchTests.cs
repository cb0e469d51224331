using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Simulation;

namespace Bruno.Gpu.Tests.Simulation;

public sealed class BoundWatchTests
{
    private static readonly IDeviceModel Felif = DeviceCatalogue.Find("felif");
    private readonly double rest = -new FelifParameters().SaturationPolarization;

    /// <summary>A FeLIF neuron under inhibition of 1 nA, whose potential the bound of 5 V holds.</summary>
    [Fact]
    public void AVariableThatABoundHoldsIsNamedOnce()
    {
        BoundWatch watch = new(Felif, new Dictionary<string, double>(), isHeld: false);
        foreach ((double seconds, double volts) in new[] { (1e-3, -4.0), (2e-3, -5.0), (3e-3, -5.0) })
            watch.Watch(new(seconds, -1e-9, [volts, rest, 0], false));
        BoundStop stop = Assert.Single(watch.Stops);
        Assert.Equal((Felif.Variables[0], false, -5, 2e-3, 2), (stop.Variable, stop.IsUpper, stop.Bound, stop.Seconds, stop.Points));
    }

    /// <summary>A fully polarised device at rest is on the bound of its polarization, and a potential may be about to leave its own.</summary>
    [Fact]
    public void WhatRestsOnABoundOrLeavesItIsNotHeld()
    {
        BoundWatch watch = new(Felif, new Dictionary<string, double>(), isHeld: false);
        watch.Watch(new(0, 0, [0, rest, 0], false));
        watch.Watch(new(1e-3, 1e-9, [-5, rest, 0], false));
        Assert.Empty(watch.Stops);
    }

    [Fact]
    public void APrescribedPotentialIsHeldByNoBound()
    {
        BoundWatch watch = new(Felif, new Dictionary<string, double>(), isHeld: true);
        watch.Watch(new(1e-3, -1e-9, [-5, rest, 0], false));
        Assert.Empty(watch.Stops);
    }
}
