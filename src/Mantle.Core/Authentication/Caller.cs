using Mantle.Core.Accounts;
using Mantle.Core.Federation;
using Mantle.Policy;

namespace Mantle.Core.Authentication;

/// <summary>
/// The caller of a request, with the state of the caller's account. For the values of the names see
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable"/>.
/// </summary>
public sealed class Caller
{
    Caller(Account account, string accessKeyId, Principal principal, ActingIdentity? identity, Session? session)
    {
        Account = account;
        AccessKeyId = accessKeyId;
        Principal = principal;
        Identity = identity;
        Session = session;
    }

    /// <summary>
    /// The caller of an unsigned request. It has no identity and an empty account without an id, so only resource policies can allow it
    /// anything.
    /// </summary>
    public static readonly Caller Anonymous = new(Account.Empty(default), "", Principal.Anonymous, null, null);

    public bool IsAnonymous => ReferenceEquals(this, Anonymous);

    public Account Account { get; }

    public string AccessKeyId { get; }

    public Principal Principal { get; }

    /// <summary>The user or role that acts; null for the root user.</summary>
    public ActingIdentity? Identity { get; }

    /// <summary>The session; null for long-term credentials.</summary>
    public Session? Session { get; }

    /// <summary>The user, if the caller is a user without a session of another kind; otherwise null.</summary>
    public User? User => Principal.Kind == PrincipalKind.User ? (User)Identity! : null;

    public bool IsUnknown => Principal.Kind == PrincipalKind.Anonymous;

    bool IsFederatedUser => Principal.Kind == PrincipalKind.FederatedUser;

    /// <summary>
    /// The identity from an identity provider, if no AWS credentials were used; the account is then that of the role to assume.
    /// </summary>
    public ExternalIdentity? External { get; private init; }

    /// <summary>The AWS service that calls on behalf of a workload of the account; null for any other caller.</summary>
    public ServiceIdentity? Service => External as ServiceIdentity;

    /// <summary>Whether the caller is the root user itself, and not a session with fewer rights.</summary>
    public bool IsRoot => Principal.Kind == PrincipalKind.Root;

    /// <summary>The principal's ARN. For an external identity it is the provider's ARN; for an anonymous caller it is empty.</summary>
    public string Arn => Principal.Arn ?? External?.ProviderArn ?? "";

    /// <summary><c>aws:PrincipalAccount</c>.</summary>
    public string PrincipalAccount => IsAnonymous ? "anonymous" : Account.Id;

    /// <summary><c>aws:userid</c>, and GetCallerIdentity's <c>UserId</c>.</summary>
    public string UserId =>
        Identity switch
        {
            _ when IsFederatedUser => $"{Account.Id}:{Session!.Name}",
            null => PrincipalAccount,
            Role role => $"{role.Id}:{Session!.Name}",
            _ => Identity.Id,
        };

    /// <summary><c>aws:PrincipalArn</c>: for a role session, the role's ARN; null for an anonymous caller.</summary>
    public string? PrincipalArn =>
        IsAnonymous ? null
        : IsFederatedUser ? Arn
        : Identity?.Arn ?? Account.RootArn;

    /// <summary><c>aws:PrincipalType</c>.</summary>
    public string PrincipalType =>
        Identity switch
        {
            _ when IsFederatedUser => "FederatedUser",
            null => IsAnonymous ? "Anonymous" : "Account",
            Role => "AssumedRole",
            _ => "User",
        };

    /// <summary>The owner of a long-term access key; null if the account has no such key.</summary>
    public static Caller? OfLongTermKey(Account account, string accessKeyId)
    {
        var (user, key) = account.FindAccessKey(accessKeyId);
        if (key is null)
            return null;
        return user is null
            ? new Caller(account, accessKeyId, Principal.Root(account.Id), null, null)
            : new Caller(account, accessKeyId, Principal.User(user.Arn, account.Id, user.Id), user, null);
    }

    /// <summary>
    /// The principal of a session; null if its user or role was deleted, or its workload's registration, or if what it was lent for was
    /// taken back.
    /// </summary>
    public static Caller? OfSession(Account account, Session session)
    {
        if (session.Delegation is { } delegation && account.EndedDelegations.Find(delegation.RequestId) is not null)
            return null;
        if (session.Kind == SessionKind.FederatedUser)
        {
            var behind = account.FindUserById(session.PrincipalId);
            if (behind is null && session.PrincipalId != account.Id)
                return null;
            var arn = $"arn:aws:sts::{account.Id}:federated-user/{session.Name}";
            return new Caller(
                account,
                session.AccessKeyId,
                Principal.FederatedUser(arn, behind?.Arn ?? account.RootArn, behind?.Id),
                behind,
                session
            );
        }
        if (session.Name.Length > 0)
        {
            if (account.FindRoleById(session.PrincipalId) is not { } role)
                return null;
            if (session.Workload is { } workload && !workload.IsRegisteredIn(account))
                return null;
            var arn = Mantle.Policy.Arn.Parse($"arn:aws:sts::{account.Id}:assumed-role/{role.Name}/{session.Name}");
            var principal = role.IsServiceLinked
                ? Principal.ServiceLinkedRoleSession(arn, role.Arn, role.Id)
                : Principal.RoleSession(arn, role.Arn, account.Id, role.Id, session.Federation?.Provider);
            return new Caller(account, session.AccessKeyId, principal, role, session);
        }
        if (session.PrincipalId == account.Id)
            return new Caller(account, session.AccessKeyId, Principal.Root(account.Id), null, session);
        return account.FindUserById(session.PrincipalId) is { } user
            ? new Caller(account, session.AccessKeyId, Principal.User(user.Arn, account.Id, user.Id), user, session)
            : null;
    }

    /// <summary>An external identity that an identity provider of the account authenticated.</summary>
    public static Caller OfExternal(Account account, ExternalIdentity identity) =>
        new(account, "", identity.Principal, null, null) { External = identity };

    /// <summary>The caller of a request whose token or assertion was refused.</summary>
    public static Caller Unknown(Account account) => new(account, "", Principal.Anonymous, null, null);

    /// <summary>The same caller with a newer state of the account; null if the key, user or role was deleted since.</summary>
    public Caller? WithAccountState(Account newer) =>
        ReferenceEquals(newer, Account) || IsAnonymous ? this
        : External is not null ? OfExternal(newer, External)
        : Session is null ? OfLongTermKey(newer, AccessKeyId)
        : OfSession(newer, Session);
}
