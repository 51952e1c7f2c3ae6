using Mantle.Core.Accounts;
using Mantle.Core.Organizations;
using Mantle.Core.Storage;

namespace Mantle.Core.Authorization;

/// <summary>
/// The states of accounts and organizations that a call is decided on. They are loaded before the call is authorized; after that nothing
/// waits for storage. Services can keep what they found for the call here too.
/// </summary>
public sealed class AccountView(Ledger ledger)
{
    // Allocated on first use: most calls need only the caller's account.
    Dictionary<AccountId, Account>? accounts;
    Dictionary<string, Organization>? organizations;
    Dictionary<Type, object>? parts;

    /// <summary>The account of the last <see cref="GuardrailsOf"/> call, cached because caller and owner are usually the same.</summary>
    Account? guarded;
    Guardrails? guardrails;

    /// <summary>Puts a state of an account into the view and replaces an older one.</summary>
    public void Put(Account account) => (accounts ??= [])[account.Id] = account;

    /// <summary>Puts a state of an organization into the view and replaces an older one.</summary>
    public void Put(Organization organization)
    {
        (organizations ??= new(StringComparer.Ordinal))[organization.Id] = organization;
        guarded = null;
    }

    /// <summary>Removes every state. The call is prepared again, because the states have changed.</summary>
    public void StartOver()
    {
        (accounts, organizations) = (null, null);
        guarded = null;
    }

    /// <summary>Loads accounts and their organizations into the view. Accounts that do not exist are skipped.</summary>
    public async ValueTask IncludeAsync(params IEnumerable<AccountId> accountIds)
    {
        foreach (var id in accountIds)
            if (FindAccount(id) is null && await ledger.AccountAsync(id) is { } account)
            {
                Put(account);
                await IncludeOrganizationOfAsync(account);
            }
    }

    /// <summary>Loads the organization of an account into the view, once in a call.</summary>
    public ValueTask IncludeOrganizationOfAsync(Account account) =>
        account.Membership is { } membership ? IncludeOrganizationAsync(membership.OrganizationId) : ValueTask.CompletedTask;

    /// <summary>Loads an organization into the view. The caller need not be a member of it.</summary>
    public ValueTask IncludeOrganizationAsync(string id)
    {
        return organizations?.ContainsKey(id) == true ? ValueTask.CompletedTask : LoadAsync();

        async ValueTask LoadAsync()
        {
            if (await ledger.OrganizationAsync(id) is { } organization)
                Put(organization);
        }
    }

    /// <summary>The account that owns a name now; null if nobody owns it.</summary>
    public ValueTask<AccountId?> FindOwnerAsync(string kind, string name) => ledger.FindOwnerAsync(kind, name);

    /// <summary>The names of a kind with a prefix, in order, starting after <paramref name="after"/>.</summary>
    public IAsyncEnumerable<OwnedName> NamesAsync(string kind, string prefix = "", string after = "") =>
        ledger.NamesAsync(kind, prefix, after);

    /// <summary>The newest state of an account, for decisions after the call was authorized. The view does not change.</summary>
    public ValueTask<Account?> NewestAsync(AccountId accountId) => ledger.AccountAsync(accountId);

    /// <summary>The newest state of an account, without waiting; null if it is not in memory. The view does not change.</summary>
    public Account? FindNewest(AccountId accountId) => ledger.FindLoaded(accountId);

    /// <summary>An account of the view; null if it does not exist or was not loaded.</summary>
    public Account? FindAccount(AccountId id) => accounts?.GetValueOrDefault(id);

    /// <summary>An organization of the view.</summary>
    public Organization? FindOrganization(string id) => organizations?.GetValueOrDefault(id) is { Settings: not null } found ? found : null;

    /// <summary>The organization that an account is a member of; null for a standalone account.</summary>
    public Organization? OrganizationOf(Account account) =>
        account.Membership is { } membership
        && FindOrganization(membership.OrganizationId) is { } organization
        && organization.Members.Find(account.Id) is not null
            ? organization
            : null;

    /// <summary>The control policies that apply to an account or its resources; null if there are none.</summary>
    public Guardrails? GuardrailsOf(Account account)
    {
        if (account.Membership is not { } membership)
            return null;
        if (!ReferenceEquals(account, guarded))
            (guarded, guardrails) = (account, organizations?.GetValueOrDefault(membership.OrganizationId)?.GuardrailsOf(account.Id));
        return guardrails;
    }

    /// <summary>
    /// Whether the account is closed: its credentials are refused, and its resources cannot be reached
    /// (<see href="https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html"/>).
    /// </summary>
    public bool IsClosed(Account account) => OrganizationOf(account)?.IsClosed(account.Id) == true;

    /// <summary>The object of this type that a service keeps for the call; null if there is none.</summary>
    public T? Find<T>()
        where T : class => (T?)parts?.GetValueOrDefault(typeof(T));

    /// <summary>Keeps an object for the rest of the call.</summary>
    public void Add<T>(T part)
        where T : class => (parts ??= [])[typeof(T)] = part;
}
