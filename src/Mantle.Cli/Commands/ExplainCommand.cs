using System.CommandLine;
using System.Text.Json;
using Mantle.Cli.Client;

namespace Mantle.Cli.Commands;

static class ExplainCommand
{
    public static Command Create()
    {
        var caller = new CallerOptions();
        var id = new Argument<string?>("ID")
        {
            Description = "The authorization id: the header x-mantle-authorization-id of the answer, or authorizationId of its event.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var last = new Option<bool>("--last") { Description = "The newest denial of the caller's account." };
        var format = CommonOptions.Format("text", "text", "json");
        var command = new Command("explain", "Explains why a call was denied, and what would allow it.") { id, last, format };
        caller.AddTo(command);
        command.Validators.Add(result =>
        {
            var named = result.GetResult(id) is { Tokens.Count: > 0 };
            if (named && result.GetValue(last))
                result.AddError("explain takes an ID or --last, not both.");
        });
        command.SetAction(
            async (parsed, _) =>
            {
                if (parsed.GetValue(id) is null && !parsed.GetValue(last))
                    throw new CommandException("explain needs an ID, or --last. See 'mantle explain --help'.", ExitCode.Usage);
                using var client = new MantleClient(await caller.FindAsync(parsed));
                var answer = await client.CallAsync("ExplainDenial", ("AuthorizationId", parsed.GetValue(id)));
                var json = MantleClient.Text(answer, "Explanation")!;
                using var explanation = JsonDocument.Parse(json);
                Console.Out.Write(parsed.GetValue(format) == "json" ? json + "\n" : ExplanationPage.Of(explanation.RootElement));
                return ExitCode.Success;
            }
        );
        return command;
    }
}
