using Mantle.Cli.Client;
using Mantle.Cli.Workloads;

namespace Mantle.Cli.Commands;

/// <summary>The source of a role's credentials: the caller, or a service for a workload that is registered meanwhile.</summary>
static class RoleSources
{
    const int UsualSeconds = 3_600;

    /// <param name="client">Calls as the caller.</param>
    /// <param name="request">The role.</param>
    /// <param name="isLasting">Whether credentials are renewed for as long as the command runs.</param>
    /// <exception cref="CallException">The workload cannot be registered.</exception>
    public static async Task<IRoleSource> OpenAsync(MantleClient client, RoleRequest request, bool isLasting) =>
        request.Service is null
            ? new AssumedRole(client, request)
            : await RegisteredWorkload.OfServiceAsync(client, request, isLasting ? null : request.Duration ?? UsualSeconds);

    /// <summary>Takes away what was registered.</summary>
    public static Task CloseAsync(IRoleSource? source) =>
        source is RegisteredWorkload workload ? workload.RemoveAsync() : Task.CompletedTask;

    /// <summary>Credentials of the role, with what to do where the root user asks for it.</summary>
    /// <exception cref="CommandException">They are refused.</exception>
    public static async Task<RoleCredentials> IssueAsync(IRoleSource source, CancellationToken cancellation)
    {
        try
        {
            return await source.IssueAsync(null, cancellation);
        }
        catch (CallException error) when (error.Message.Contains("may not be assumed by root accounts", StringComparison.Ordinal))
        {
            throw new CommandException(
                "A root user cannot assume roles: use a user's access key (--profile, or the environment), or name the --service that "
                    + "the role is for."
            );
        }
    }
}
