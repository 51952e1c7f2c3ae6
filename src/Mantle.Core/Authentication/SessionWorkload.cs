using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Federation;

namespace Mantle.Core.Authentication;

/// <summary>The workload that a service assumed a role for.</summary>
/// <param name="AccountId">
/// The account of the workload's registration. It is another one than the session's where the service assumed a role of another account.
/// </param>
/// <param name="RegistrationId">The workload's registration. The session ends with it.</param>
/// <param name="Keys">Condition keys that the service adds to the session, such as <c>ec2:SourceInstanceARN</c>.</param>
public sealed record SessionWorkload(AccountId AccountId, string RegistrationId, ImmutableArray<SessionKey> Keys)
{
    /// <summary>What the service adds to <c>sessionContext</c> in the events of the session's calls.</summary>
    public ImmutableArray<SessionKey> AuditMembers { get; init; } = [];

    /// <summary>
    /// Whether an account still has the registration. Of another account than the registration's this says nothing: true.
    /// </summary>
    public bool IsRegisteredIn(Account account) => account.Id != AccountId || account.Workloads.Find(RegistrationId) is not null;
}
