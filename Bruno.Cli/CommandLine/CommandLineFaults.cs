using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;
using Bruno.Gpu.Errors;

namespace Bruno.Cli.CommandLine;

/// <summary>What is wrong with a command line, in words for people.</summary>
internal static class CommandLineFaults
{
    /// <summary>The faults, a line each; none where the command line is right.</summary>
    public static IReadOnlyList<string> Of(ParseResult result)
    {
        string[] unknown = [.. Unknown(result)];
        if (unknown.Length > 0)
            return unknown;
        string[] values = [.. Values(result)];
        if (values.Length > 0)
            return values;
        if (result.CommandResult.Command is { Action: null, Subcommands.Count: > 0 } group)
            return [$"'{NameOf(result)}' needs one of its commands: {string.Join(", ", group.Subcommands.Select(sub => sub.Name))}."];
        // Everything that a value is to blame for has been said above; this is what is missing or too much.
        return [.. result.Errors.Select(error => error.Message.Split('\n')[0].Trim()).Where(line => line.Length > 0).Distinct()];
    }

    /// <summary>The command as the user calls it: <c>bruno check golden</c>.</summary>
    public static string NameOf(ParseResult result)
    {
        List<string> names = [];
        for (SymbolResult? part = result.CommandResult; part is CommandResult command; part = part.Parent)
            names.Insert(0, command.Command is RootCommand ? "bruno" : command.Command.Name);
        return string.Join(' ', names);
    }

    /// <summary>Options and words that the command does not know.</summary>
    private static IEnumerable<string> Unknown(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        string[] options = [.. command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal))];
        // The parser takes an option that it does not know for the argument of the command, or for the value of the option before.
        IEnumerable<string> taken = Results(result.CommandResult).SelectMany(value => value.Tokens).Select(token => token.Value);
        string[] misspelt = [.. taken.Concat(result.UnmatchedTokens).Where(LooksLikeOption)];
        foreach (string option in misspelt)
        {
            string name = option.Split('=')[0];
            yield return Sentence($"There is no option '{name}' of '{NameOf(result)}'{NearestName.Hint(name, options)}");
        }

        if (misspelt.Length > 0)
            yield break;
        string[] commands = [.. command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name)];
        if (result.UnmatchedTokens.FirstOrDefault() is string word)
        {
            yield return commands.Length > 0
                ? Sentence($"There is no command '{NameOf(result)} {word}'{(NearestName.Hint(word, commands) is { Length: > 0 } hint ? hint : $" (there are {string.Join(", ", commands)})")}")
                : $"'{word}' is one word too many for '{NameOf(result)}'.";
        }
    }

    /// <summary>Values that are not what their option takes.</summary>
    private static IEnumerable<string> Values(ParseResult result)
    {
        foreach (SymbolResult value in Results(result.CommandResult))
        {
            Symbol symbol = value is OptionResult option ? option.Option : ((ArgumentResult)value).Argument;
            Type type = value is OptionResult typed ? typed.Option.ValueType : ((ArgumentResult)value).Argument.ValueType;
            type = type.IsArray ? type.GetElementType()! : Nullable.GetUnderlyingType(type) ?? type;
            string name = symbol is Option ? symbol.Name : $"<{symbol.Name}>";
            bool isExplained = false;
            foreach (string text in value.Tokens.Select(token => token.Value))
            {
                string? fault = text.Trim().Length == 0 && type != typeof(bool) ? "must not be empty" : FaultOf(text, type, symbol);
                isExplained |= fault is not null;
                if (fault is not null)
                    yield return Sentence($"{name} {fault}");
            }

            foreach (ParseError error in isExplained ? [] : result.Errors.Where(error => IsOf(error.SymbolResult, value)))
                yield return error.Message.Split('\n')[0].Trim();
        }
    }

    private static string? FaultOf(string text, Type type, Symbol symbol)
    {
        if (type.IsEnum || type == typeof(string))
        {
            string[] names = type.IsEnum
                ? Array.ConvertAll(Enum.GetNames(type), name => name.ToLowerInvariant())
                : [.. Completions(symbol)];
            return names.Length == 0 || names.Contains(text, type.IsEnum ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)
                ? null
                : $"'{text}' is not one of {string.Join(", ", names)}{NearestName.Hint(text, names)}";
        }

        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : $"'{text}' is not a whole number{(IsWhole(text) ? $" up to {int.MaxValue}" : "")}";
        if (type == typeof(ulong))
            return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null : $"'{text}' is not a whole number from 0 to {ulong.MaxValue}";
        return null;
    }

    private static string Sentence(string text) => text.EndsWith('?') ? text : text + ".";

    private static bool IsWhole(string text) => text.TrimStart('-', '+') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit);

    /// <summary>The values that an option of a fixed choice takes; none of any other.</summary>
    private static IEnumerable<string> Completions(Symbol symbol) =>
        symbol is Option or Argument ? symbol.GetCompletions(CompletionContext.Empty).Select(item => item.Label) : [];

    private static IEnumerable<SymbolResult> Results(CommandResult command) => command.Children.Where(child =>
        child is ArgumentResult || child is OptionResult { Implicit: false });

    private static bool IsOf(SymbolResult? part, SymbolResult whole)
    {
        for (; part is not null; part = part.Parent)
        {
            if (ReferenceEquals(part, whole))
                return true;
        }

        return false;
    }

    /// <summary>Negative numbers are values.</summary>
    private static bool LooksLikeOption(string text) =>
        text.Length > 1 && text[0] == '-' && (text[1] == '-' ? text.Length > 2 : char.IsAsciiLetter(text[1]) && !text.StartsWith("-inf", StringComparison.OrdinalIgnoreCase));
}
