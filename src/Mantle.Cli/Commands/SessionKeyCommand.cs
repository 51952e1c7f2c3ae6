using System.CommandLine;
using System.Globalization;
using System.Xml.Linq;
using Mantle.Cli.Client;

namespace Mantle.Cli.Commands;

static class SessionKeyCommand
{
    public static Command Create() =>
        new("session-key", "Keys that seal session tokens, on a running server.")
        {
            Command(
                "list",
                "Prints the keys, oldest first; the last one seals what is new.",
                async client =>
                    Print((await client.CallAsync("ListSessionKeys")).Descendants().Where(element => element.Name.LocalName == "member"))
            ),
            Command(
                "rotate",
                "Seals session tokens with a new key from now on; live sessions go on.",
                async client =>
                    Print((await client.CallAsync("RotateSessionKey")).Descendants().Where(element => element.Name.LocalName == "Key"))
            ),
            RevokeCommand(),
        };

    static Command RevokeCommand()
    {
        var id = new Argument<int>("ID") { Description = "The key's number, as listed." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask, also for the key that seals what is new." };
        var command = Command(
            "revoke",
            "Takes a leaked key away: the sessions it sealed end, and no others.",
            (client, parsed) => RevokeAsync(client, parsed.GetValue(id).ToString(CultureInfo.InvariantCulture), parsed.GetValue(yes))
        );
        command.Add(yes);
        command.Add(id);
        return command;
    }

    static async Task RevokeAsync(MantleClient client, string id, bool isSure)
    {
        var keys = (await client.CallAsync("ListSessionKeys")).Descendants().Where(element => element.Name.LocalName == "member");
        var isCurrent = keys.Any(key =>
            MantleClient.Element(key, "KeyId")!.Value == id && MantleClient.Element(key, "IsCurrent")!.Value == "true"
        );
        if (isCurrent && !isSure && !Asks($"Key {id} seals what is new; every session since it was made ends. Go on? [y/N] "))
            throw new CommandException($"Key {id} is the current one; revoke it with --yes.", ExitCode.Usage);
        await client.CallAsync("RevokeSessionKey", ("KeyId", id));
        Console.Out.WriteLine($"Key {id} is revoked; all sessions it sealed have ended.");
    }

    /// <summary>Asks whoever sits at the terminal; nobody there is no.</summary>
    static bool Asks(string question)
    {
        if (Console.IsInputRedirected)
            return false;
        Console.Error.Write(question);
        return Console.In.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    static Command Command(string name, string description, Func<MantleClient, Task> run) =>
        Command(name, description, (client, _) => run(client));

    static Command Command(string name, string description, Func<MantleClient, ParseResult, Task> run)
    {
        var data = CommonOptions.Data();
        var endpoint = CommonOptions.Endpoint();
        var command = new Command(name, description) { data, endpoint };
        command.SetAction(
            async (parsed, _) =>
            {
                var root = await CredentialsCommand.ReadAsync(parsed.GetValue(data)!);
                using var client = new MantleClient(root, parsed.GetValue(endpoint) ?? root.Endpoint);
                await run(client, parsed);
                return ExitCode.Success;
            }
        );
        return command;
    }

    static void Print(IEnumerable<XElement> keys)
    {
        foreach (var key in keys)
        {
            string Value(string member) => MantleClient.Element(key, member)!.Value;
            Console.Out.WriteLine($"{Value("KeyId")}  {Value("CreateDate")}{(Value("IsCurrent") == "true" ? "  current" : "")}");
        }
    }
}
