using System.Collections.Concurrent;
using Mantle.Cli.Client;

namespace Mantle.Cli.Workloads;

/// <summary>
/// A role's current credentials, renewed before they expire, once however many ask. While the server is away, those that are still valid go
/// on; a refusal ends them at once.
/// </summary>
sealed class CredentialCache(IRoleSource source) : IDisposable
{
    readonly ConcurrentDictionary<string, RoleCredentials> current = new(StringComparer.Ordinal);
    readonly SemaphoreSlim one = new(1, 1);

    /// <param name="source">Issues new ones.</param>
    /// <param name="first">Some that were issued already.</param>
    public CredentialCache(IRoleSource source, RoleCredentials first)
        : this(source) => current[""] = first;

    /// <summary>Credentials that are valid for a while.</summary>
    /// <param name="roleDelivery">Version of the instance metadata service that asks; null for anything else.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CallException">There are none: the server refuses, or does not answer.</exception>
    public async Task<RoleCredentials> GetAsync(string? roleDelivery, CancellationToken cancellation)
    {
        var key = roleDelivery ?? "";
        if (current.TryGetValue(key, out var held) && !held.IsDue(source.Now))
            return held;
        await one.WaitAsync(cancellation);
        try
        {
            // Whoever waited before may have renewed them.
            if (current.TryGetValue(key, out held) && !held.IsDue(source.Now))
                return held;
            return current[key] = await source.IssueAsync(roleDelivery, cancellation);
        }
        catch (CallException error) when (error.IsTransient && held?.Expires > source.Now)
        {
            return held;
        }
        catch (CallException)
        {
            current.TryRemove(key, out _);
            throw;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
