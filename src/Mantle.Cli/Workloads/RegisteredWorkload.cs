using System.Globalization;
using Mantle.Cli.Client;

namespace Mantle.Cli.Workloads;

/// <summary>A workload that was registered for the life of this process. Its role's credentials come by its registration's token.</summary>
sealed class RegisteredWorkload : IRoleSource
{
    readonly MantleClient client;
    readonly string token;
    readonly int? duration;

    RegisteredWorkload(MantleClient client, string id, string sourceArn, string token, int? duration) =>
        (this.client, Id, SourceArn, this.token, this.duration) = (client, id, sourceArn, token, duration);

    /// <summary>The registration's id.</summary>
    public string Id { get; }

    public string SourceArn { get; }

    public DateTimeOffset Now => client.Identity.Now;

    /// <summary>Registers a command that a service runs.</summary>
    /// <param name="client">Calls as who passes the role.</param>
    /// <param name="request">The role and its service.</param>
    /// <param name="lifetime">After how many seconds the registration ends by itself; null for never.</param>
    public static Task<RegisteredWorkload> OfServiceAsync(MantleClient client, RoleRequest request, int? lifetime) =>
        RegisterAsync(
            client,
            request.Duration,
            [
                ("Service", request.Service),
                ("RoleArn", request.RoleArn),
                ("SourceArn", request.SourceArn),
                ("SessionName", request.SessionName),
                ("LifetimeSeconds", lifetime?.ToString(CultureInfo.InvariantCulture)),
                .. request.TagParameters(),
            ]
        );

    /// <summary>Registers an instance with an instance profile.</summary>
    public static Task<RegisteredWorkload> OfInstanceAsync(MantleClient client, string profile, string sourceArn, int? lifetime) =>
        RegisterAsync(
            client,
            null,
            [
                ("Service", "ec2.amazonaws.com"),
                ("InstanceProfileName", profile),
                ("SourceArn", sourceArn),
                ("LifetimeSeconds", lifetime?.ToString(CultureInfo.InvariantCulture)),
            ]
        );

    static async Task<RegisteredWorkload> RegisterAsync(MantleClient client, int? duration, (string Name, string? Value)[] parameters)
    {
        var answer = await client.CallAsync("RegisterWorkload", parameters);
        string Value(string name) => MantleClient.Text(answer, name)!;
        return new RegisteredWorkload(client, Value("RegistrationId"), Value("SourceArn"), Value("RegistrationToken"), duration);
    }

    public async Task<RoleCredentials> IssueAsync(string? roleDelivery, CancellationToken cancellation)
    {
        var answer = await client.CallUnsignedAsync(
            "AssumeWorkloadRole",
            cancellation,
            ("RegistrationToken", token),
            ("RoleDelivery", roleDelivery),
            ("DurationSeconds", duration?.ToString(CultureInfo.InvariantCulture))
        );
        // The workload in the answer may have the role's ARN too, and of an instance it has none.
        return RoleCredentials.Of(answer, answer.Elements().First(element => element.Name.LocalName == "RoleArn").Value, Now);
    }

    /// <summary>Takes the registration away, which ends its sessions. A failure is only told: the command itself has ended.</summary>
    public async Task RemoveAsync()
    {
        try
        {
            await client.CallAsync("DeregisterWorkload", ("RegistrationId", Id));
        }
        catch (CallException error) when (error.Error != "NoSuchEntity")
        {
            await Console.Error.WriteLineAsync(
                $"mantle: the workload {Id} stays registered ({error.Message}); take it away with './mantle workload revoke {Id}'."
            );
        }
        catch (CallException) { }
    }
}
