using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;

namespace Mantle.Core.Operations;

/// <summary>
/// The writes of a call. An operation adds to it; the runner commits it with the call's event, or drops it if the call fails.
/// </summary>
public sealed class Change(SecretBox secretBox, DateTimeOffset time, Account account, Organization? organization = null)
{
    readonly List<EntityChange> entities = [],
        parts = [];
    readonly List<SecretChange> secrets = [];
    readonly List<NameChange> released = [],
        claimed = [];

    /// <summary>The call's time.</summary>
    public DateTimeOffset Time => time;

    /// <summary>The call; null only while the installation is created.</summary>
    public Call Call { get; init; } = null!;

    /// <summary>Whether AWS's quotas apply to the account.</summary>
    public bool EnforcesQuotas { get; init; } = true;

    /// <summary>The account with the changes so far.</summary>
    public Account Account { get; private set; } = account;

    /// <summary>The organization with the changes so far; null unless the operation writes an organization.</summary>
    public Organization? Organization { get; private set; } = organization;

    public bool IsEmpty => entities.Count == 0 && parts.Count == 0 && released.Count == 0 && claimed.Count == 0 && secrets.Count == 0;

    /// <summary>Writes an entity to the account or organization, according to its type.</summary>
    public void Put(Entity entity) => Apply(EntityChange.Put(entity));

    /// <summary>Removes an entity from the account or organization, according to its type.</summary>
    public void Remove(Entity entity) => Apply(EntityChange.Remove(entity));

    /// <summary>
    /// Claims a name, unique across accounts, for the change's account. If another call claimed it first, this call starts over at its
    /// prepare step, which looks the name up and throws the right error.
    /// </summary>
    public void Claim(string kind, string name)
    {
        var claim = new NameChange(kind, name, Account.Id, IsClaim: true);
        if (!claimed.Contains(claim))
            claimed.Add(claim);
    }

    /// <summary>
    /// Releases a name of the change's account. Releases come before claims. If the name was already released, the call starts over.
    /// </summary>
    public void Release(string kind, string name) => released.Add(new NameChange(kind, name, Account.Id, IsClaim: false));

    /// <summary>Seals a secret and stores it under an id.</summary>
    public void PutSecret(string id, string secret)
    {
        var box = secretBox.Seal(id, secret);
        secrets.Add(new SecretChange(id, box));
        Account = Account.WithSecret(id, box);
    }

    public void RemoveSecret(string id)
    {
        secrets.Add(new SecretChange(id, null));
        Account = Account.WithSecret(id, null);
    }

    /// <summary>The changed values and the writes that store them.</summary>
    public FinishedChange Finish()
    {
        var writes = new List<ValueWrite>(2);
        if (entities.Count > 0 || secrets.Count > 0)
        {
            writes.Add(new ValueWrite(ValueId.Account(Account.Id), Account.Version, entities, secrets));
            Account = Account with { Version = Account.Version + 1 };
        }
        if (parts.Count > 0)
        {
            writes.Add(new ValueWrite(ValueId.Organization(Organization!.Id), Organization.Version, parts, []));
            Organization = Organization with { Version = Organization.Version + 1 };
        }
        return new(Account, parts.Count > 0 ? Organization : null, writes, [.. released, .. claimed]);
    }

    void Apply(EntityChange change)
    {
        switch (change.Type.Owner)
        {
            case EntityOwner.Organization:
                parts.Add(change);
                Organization = Organization!.Apply(change);
                break;
            default:
                entities.Add(change);
                Account = Account.Apply(change);
                break;
        }
    }
}
