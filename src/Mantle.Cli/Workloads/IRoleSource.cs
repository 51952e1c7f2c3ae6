namespace Mantle.Cli.Workloads;

/// <summary>Where a role's credentials come from.</summary>
interface IRoleSource
{
    /// <summary>New credentials.</summary>
    /// <param name="roleDelivery">Version of the instance metadata service that asks; null for anything else.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Client.CallException">The server refuses, or does not answer.</exception>
    Task<RoleCredentials> IssueAsync(string? roleDelivery, CancellationToken cancellation);

    /// <summary>The time at the server.</summary>
    DateTimeOffset Now { get; }
}
