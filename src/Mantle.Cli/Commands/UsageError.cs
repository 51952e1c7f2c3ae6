using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Mantle.Cli.Commands;

/// <summary>What is wrong with a command line, in one sentence and with where to read on.</summary>
static class UsageError
{
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = Path(parsed.CommandResult);
        return $"{Sentence(parsed, command, path["mantle".Length..].TrimStart())} See '{path} --help'.";
    }

    static string Sentence(ParseResult parsed, Command command, string name)
    {
        if (parsed.UnmatchedTokens is [var unmatched, ..])
            return unmatched.StartsWith('-') ? $"There is no option '{unmatched}'."
                : command.Subcommands.Count > 0 ? $"There is no command '{(name + " " + unmatched).Trim()}'."
                : $"{name} takes no '{unmatched}'.";
        if (command.Subcommands.Count > 0)
        {
            var commands = CommonOptions.Listed(command.Subcommands.Select(each => each.Name));
            return name.Length > 0 ? $"{name} needs a command: {commands}." : $"Give a command: {commands}.";
        }
        foreach (var argument in command.Arguments)
            if (parsed.GetResult(argument) is not { Tokens.Count: > 0 })
                return $"{name} needs a{(argument.Name[0] is 'I' or 'A' or 'E' or 'O' ? "n" : "")} {argument.Name}.";
        foreach (var error in parsed.Errors)
            if (error.SymbolResult is OptionResult { Option: var option, Tokens.Count: 0 })
                return $"{option.Name} needs a {option.HelpName ?? "value"}.";
        foreach (var error in parsed.Errors)
            if (OfNumber(error.SymbolResult) is { } sentence)
                return sentence;
        // The parser's messages may run over several lines.
        return string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The sentence where text stands for a number; null where that is not what is wrong.</summary>
    static string? OfNumber(SymbolResult? result)
    {
        var (name, type, unit) = result switch
        {
            OptionResult { Option: var option } => (option.Name, option.ValueType, option.HelpName),
            ArgumentResult { Parent: OptionResult { Option: var option } } => (option.Name, option.ValueType, option.HelpName),
            ArgumentResult { Argument: var argument } => (argument.Name, argument.ValueType, null),
            _ => (null, typeof(string), null),
        };
        var number = Nullable.GetUnderlyingType(type) ?? type;
        if (
            name is null
            || result!.Tokens is not [var token]
            || (number != typeof(long) && number != typeof(int) && number != typeof(double))
        )
            return null;
        if (double.TryParse(token.Value, CultureInfo.InvariantCulture, out _) && number == typeof(double))
            return null;
        if (long.TryParse(token.Value, CultureInfo.InvariantCulture, out _))
            return null;
        var whole = number == typeof(double) ? "number" : "whole number";
        var of = unit switch
        {
            null => "",
            "MIB" => " of MiB",
            _ => $" of {unit.ToLowerInvariant()}",
        };
        return $"{name} takes a {whole}{of}, not '{token.Value}'.";
    }

    static string Path(SymbolResult? result) =>
        result is not CommandResult command ? ""
        : command.Parent is null ? "mantle"
        : $"{Path(command.Parent)} {command.Command.Name}";
}
