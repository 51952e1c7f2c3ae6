using Mantle.Core.Accounts;
using Mantle.Core.Organizations;
using Mantle.Core.Storage;

namespace Mantle.Core.Authorization;

/// <summary>
/// The states of accounts and organizations that a call is decided on. They are loaded before the call is authorized; from there on
/// nothing waits for storage. Services keep what they found for the call beside them.
/// </summary>
public sealed class AccountView(Ledger ledger)
{
    // Made when something is put into them: most calls need nothing but the caller's account.
    Dictionary<string, Account>? accounts;
    Dictionary<string, Organization>? organizations;
    Dictionary<Type, object>? parts;

    /// <summary>The account that was asked about last, and its answer: caller and owner are mostly one.</summary>
    Account? guarded;
    Guardrails? guardrails;

    /// <summary>Shows a state of an account, in place of an older one.</summary>
    public void Show(Account account) => (accounts ??= new(StringComparer.Ordinal))[account.Id] = account;

    /// <summary>Shows a state of an organization, in place of an older one.</summary>
    public void Show(Organization organization)
    {
        (organizations ??= new(StringComparer.Ordinal))[organization.Id] = organization;
        guarded = null;
    }

    /// <summary>Forgets every state: what was shown has moved on, and the call is prepared again.</summary>
    public void StartOver()
    {
        (accounts, organizations) = (null, null);
        guarded = null;
    }

    /// <summary>Takes further accounts into the view, with their organizations; those that do not exist are left out.</summary>
    public async ValueTask IncludeAsync(params IEnumerable<string> accountIds)
    {
        foreach (var id in accountIds)
            if (FindAccount(id) is null && await ledger.AccountAsync(id) is { } account)
            {
                Show(account);
                await IncludeOrganizationOfAsync(account);
            }
    }

    /// <summary>Takes the organization of an account into the view, once for the call.</summary>
    public ValueTask IncludeOrganizationOfAsync(Account account) =>
        account.Membership is { } membership ? IncludeOrganizationAsync(membership.OrganizationId) : ValueTask.CompletedTask;

    /// <summary>Takes an organization into the view that the caller need not be a member of.</summary>
    public ValueTask IncludeOrganizationAsync(string id)
    {
        return organizations?.ContainsKey(id) == true ? ValueTask.CompletedTask : LoadAsync();

        async ValueTask LoadAsync()
        {
            if (await ledger.OrganizationAsync(id) is { } organization)
                Show(organization);
        }
    }

    /// <summary>The account that has a name now; null when nobody has.</summary>
    public ValueTask<string?> FindOwnerAsync(string kind, string name) => ledger.FindOwnerAsync(kind, name);

    /// <summary>The names of a kind that begin with a prefix, in order, from after one on.</summary>
    public IAsyncEnumerable<OwnedName> NamesAsync(string kind, string prefix = "", string after = "") =>
        ledger.NamesAsync(kind, prefix, after);

    /// <summary>An account as it is now, for what is decided after the call was authorized; the view stays as it is.</summary>
    public ValueTask<Account?> NewestAsync(string accountId) => ledger.AccountAsync(accountId);

    /// <summary>An account of the view; null when it does not exist or is not in the view.</summary>
    public Account? FindAccount(string id) => accounts?.GetValueOrDefault(id);

    /// <summary>An organization of the view.</summary>
    public Organization? FindOrganization(string id) => organizations?.GetValueOrDefault(id) is { Settings: not null } found ? found : null;

    /// <summary>The organization that an account is a member of; null for a standalone account.</summary>
    public Organization? OrganizationOf(Account account) =>
        account.Membership is { } membership
        && FindOrganization(membership.OrganizationId) is { } organization
        && organization.Members.Find(account.Id) is not null
            ? organization
            : null;

    /// <summary>The control policies that bind an account, or its resources; null where none do.</summary>
    public Guardrails? GuardrailsOf(Account account)
    {
        if (account.Membership is not { } membership)
            return null;
        if (!ReferenceEquals(account, guarded))
            (guarded, guardrails) = (account, organizations?.GetValueOrDefault(membership.OrganizationId)?.GuardrailsOf(account.Id));
        return guardrails;
    }

    /// <summary>
    /// Whether an account was closed: nobody acts for it, and what it owns answers nobody
    /// (<see href="https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html"/>).
    /// </summary>
    public bool IsClosed(Account account) => OrganizationOf(account)?.Members.Find(account.Id)?.State == Member.Suspended;

    /// <summary>What a service keeps for the call; null where it keeps nothing of that type.</summary>
    public T? Find<T>()
        where T : class => (T?)parts?.GetValueOrDefault(typeof(T));

    /// <summary>Keeps what a service found for the call.</summary>
    public void Add<T>(T part)
        where T : class => (parts ??= [])[typeof(T)] = part;
}
