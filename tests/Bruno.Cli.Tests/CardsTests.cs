namespace Bruno.Cli.Tests;

public sealed class CardsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void CardsAreListed()
    {
        string output = BrunoProcess.Run("cards").Output;
        Assert.Contains("felif", output);
        Assert.Contains("rram-neurram", output);
    }

    [Fact]
    public void ACardShowsItsValuesWithUnitsAndSources()
    {
        string output = BrunoProcess.Run("cards", "rram-neurram").Output;
        Assert.Contains("programming_coefficients", output);
        Assert.Contains("uS", output);
        Assert.Contains("Nature 608", output);
        Assert.Contains("\"si_numbers\"", BrunoProcess.Run("cards", "rram-neurram", "--json").Output);
    }

    [Fact]
    public void ABadCardHasAllItsFaultsNamed()
    {
        folder.Write("mine.toml", "kind = \"synapse\"\n[values]\ng_min = { value = 1, source = \"me\" }\ng_max = { value = -1, unit = \"S\", source = \"me\" }\n");
        BrunoProcess.Outcome outcome = BrunoProcess.Run("check", "card", folder["mine.toml"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("description: must be given", outcome.Errors);
        Assert.Contains("values.g_min.unit: must be given", outcome.Errors);
        Assert.Contains("values.g_max: must be positive", outcome.Errors);
    }

    [Fact]
    public void AGoodCardIsRight()
    {
        folder.Write("mine.toml", "kind = \"synapse\"\ndescription = \"mine\"\n[values]\nlevels = { value = [1, 2, 4], unit = \"uS\", source = \"measured\" }\n");
        BrunoProcess.Outcome outcome = BrunoProcess.Run("check", "card", folder["mine.toml"]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains("The card 'mine' is right", outcome.Output);
    }

    [Fact]
    public void AMissingCardIsNamed() => Assert.Equal(2, BrunoProcess.Run("check", "card", folder["nowhere.toml"]).ExitCode);
}
