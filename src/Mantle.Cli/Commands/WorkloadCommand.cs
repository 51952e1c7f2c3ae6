using System.CommandLine;
using Mantle.Cli.Client;

namespace Mantle.Cli.Commands;

static class WorkloadCommand
{
    public static Command Create() =>
        new("workload", "The workloads that have a role through a service.") { ListCommand(), RevokeCommand() };

    static Command ListCommand()
    {
        var caller = new CallerOptions();
        var command = new Command("list", "Prints them: id, service, role, workload, and who registered it.");
        caller.AddTo(command);
        command.SetAction(
            async (parsed, _) =>
            {
                using var client = new MantleClient(await caller.FindAsync(parsed));
                string? marker = null;
                do
                {
                    var page = await client.CallAsync("ListWorkloads", ("Marker", marker), ("MaxItems", "1000"));
                    foreach (
                        var each in page.Descendants()
                            .Where(element => element.Name.LocalName == "member" && MantleClient.Element(element, "Service") is not null)
                    )
                    {
                        string? Text(string name) => MantleClient.Text(each, name) is { } text ? PrintedText.Of(text) : null;
                        Console.Out.WriteLine(
                            $"{Text("RegistrationId")}  {Text("Service")}  "
                                + $"{Text("RoleArn") ?? $"instance-profile/{Text("InstanceProfileName")}"}  {Text("SourceArn")}  "
                                + $"{Text("CreatedBy")}  {Text("ExpirationDate") ?? "until revoked"}"
                        );
                    }
                    marker = MantleClient.Text(page, "Marker");
                } while (marker is not null);
                return ExitCode.Success;
            }
        );
        return command;
    }

    static Command RevokeCommand()
    {
        var caller = new CallerOptions();
        var id = new Argument<string>("ID") { Description = "The registration's id, as listed." };
        var command = new Command("revoke", "Takes the role away from a workload; the sessions that it has end at once.") { id };
        caller.AddTo(command);
        command.SetAction(
            async (parsed, _) =>
            {
                using var client = new MantleClient(await caller.FindAsync(parsed));
                var name = parsed.GetValue(id);
                await client.CallAsync("DeregisterWorkload", ("RegistrationId", name));
                Console.Out.WriteLine($"The workload {name} has its role no more; its sessions have ended.");
                return ExitCode.Success;
            }
        );
        return command;
    }
}
