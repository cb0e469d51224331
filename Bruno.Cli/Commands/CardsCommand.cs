using System.CommandLine;
using System.Globalization;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Spectre.Console;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno cards</c>: the device cards, figures of real devices with units and sources.</summary>
internal static class CardsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string?> card = new("card")
        {
            Description = "A device card, or the file of one of your own, to list its values.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> json = new("--json") { Description = "Prints JSON." };
        Command command = new("cards", """
            Lists the device cards: published figures of synapses and neurons, each with its unit and source.

            Examples:
              bruno cards
              bruno cards rram-neurram         values of a card
              bruno check card my-device.toml  is a card of your own right?
            """);
        command.Add(card);
        command.Add(json);
        DeviceLibraryOption.AddTo(command);
        command.SetAction(result => (int)(result.GetValue(card) is string name
            ? ListValues(CardCatalogue.Find(name), result.GetValue(json))
            : ListCards(result.GetValue(json))));
        return command;
    }

    private static ExitCode ListCards(bool json)
    {
        DeviceCard[] cards = [.. CardCatalogue.Names.Select(CardCatalogue.Find)];
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(cards.Select(card => new { card.Name, card.Kind, card.Description })));
            return ExitCode.Ok;
        }

        Table table = new Table().AddColumns("card", "of", "description");
        foreach (DeviceCard card in cards)
            table.AddRow(card.Name, card.Kind.ToString().ToLowerInvariant(), Markup.Escape(card.Description));
        AnsiConsole.Write(table);
        return ExitCode.Ok;
    }

    private static ExitCode ListValues(DeviceCard card, bool json)
    {
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(card));
            return ExitCode.Ok;
        }

        Table table = new Table().Title(Markup.Escape($"{card.Name}: {card.Description}")).AddColumns("value", "figure", "unit", "meaning", "source");
        foreach (CardValue value in card.Values)
        {
            string numbers = string.Join(", ", value.Numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
            table.AddRow(value.Name, numbers, Markup.Escape(value.Unit), Markup.Escape(value.Meaning), Markup.Escape(value.Source));
        }

        AnsiConsole.Write(table);
        return ExitCode.Ok;
    }
}
