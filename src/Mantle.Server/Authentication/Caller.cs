using Mantle.Policy;
using Mantle.Server.Accounts;

namespace Mantle.Server.Authentication;

/// <summary>
/// Who a call was signed by, in the state of the account it was looked up in. SEMANTICS of the names:
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable"/>.
/// </summary>
sealed class Caller
{
    Caller(Account account, string accessKeyId, Principal principal, ActingIdentity? identity, Session? session)
    {
        Account = account;
        AccessKeyId = accessKeyId;
        Principal = principal;
        Identity = identity;
        Session = session;
    }

    public Account Account { get; }

    public string AccessKeyId { get; }

    public Principal Principal { get; }

    /// <summary>The user or role that acts; null for the root user.</summary>
    public ActingIdentity? Identity { get; }

    /// <summary>The session, where the credentials are temporary.</summary>
    public Session? Session { get; }

    public User? User => Identity as User;

    public bool IsRoot => Identity is null;

    public string Arn => Principal.Arn!;

    /// <summary><c>aws:userid</c>, and GetCallerIdentity's <c>UserId</c>.</summary>
    public string UserId => Identity switch
    {
        null => Account.Id,
        Role role => $"{role.Id}:{Session!.Name}",
        _ => Identity.Id,
    };

    /// <summary><c>aws:PrincipalArn</c>: for a role session the role's.</summary>
    public string PrincipalArn => Identity?.Arn ?? Account.RootArn;

    /// <summary><c>aws:PrincipalType</c>.</summary>
    public string PrincipalType => Identity switch
    {
        null => "Account",
        Role => "AssumedRole",
        _ => "User",
    };

    /// <summary>The owner of a long-term access key; null when the account has no such key.</summary>
    public static Caller? OfLongTermKey(Account account, string accessKeyId)
    {
        var (user, key) = account.FindAccessKey(accessKeyId);
        if (key is null)
            return null;
        return user is null
            ? new Caller(account, accessKeyId, Principal.Root(account.Id), null, null)
            : new Caller(account, accessKeyId, Principal.User(user.Arn, user.Id), user, null);
    }

    /// <summary>The principal of a session; null when the user or role behind it is gone.</summary>
    public static Caller? OfSession(Account account, Session session)
    {
        if (session.Name.Length > 0)
        {
            if (account.FindRoleById(session.PrincipalId) is not { } role)
                return null;
            var arn = $"arn:aws:sts::{account.Id}:assumed-role/{role.Name}/{session.Name}";
            var principal = role.IsServiceLinked ? Principal.ServiceLinkedRoleSession(arn, role.Arn, role.Id) : Principal.RoleSession(arn, role.Arn, role.Id);
            return new Caller(account, session.AccessKeyId, principal, role, session);
        }
        if (session.PrincipalId == account.Id)
            return new Caller(account, session.AccessKeyId, Principal.Root(account.Id), null, session);
        return account.FindUserById(session.PrincipalId) is { } user
            ? new Caller(account, session.AccessKeyId, Principal.User(user.Arn, user.Id), user, session)
            : null;
    }

    /// <summary>The same caller in a newer state of the account; null when its key, user or role is gone since.</summary>
    public Caller? In(Account newer) =>
        ReferenceEquals(newer, Account) ? this
        : Session is null ? OfLongTermKey(newer, AccessKeyId)
        : OfSession(newer, Session);
}
