using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;

namespace Mantle.Core.Operations;

/// <summary>
/// What a call is about to write. Operations change it; the pipeline commits it with the call's event, or drops it when the call fails.
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

    /// <summary>The call; null only while the installation is set up.</summary>
    public Call Call { get; init; } = null!;

    /// <summary>Whether the account is held to AWS's quotas.</summary>
    public bool EnforcesQuotas { get; init; } = true;

    /// <summary>The account as it will be.</summary>
    public Account Account { get; private set; } = account;

    /// <summary>The organization as it will be; null unless the operation asked for it.</summary>
    public Organization? Organization { get; private set; } = organization;

    public bool IsEmpty => entities.Count == 0 && parts.Count == 0 && released.Count == 0 && claimed.Count == 0 && secrets.Count == 0;

    /// <summary>Writes an entity into the value that its type is a part of.</summary>
    public void Put(Entity entity) => Apply(EntityChange.Put(entity));

    /// <summary>Removes an entity from the value that its type is a part of.</summary>
    public void Remove(Entity entity) => Apply(EntityChange.Remove(entity));

    /// <summary>
    /// Claims a name that is unique across accounts, for the change's account. Where another call was first the call starts over at its
    /// prepare step, which looks the name up and knows the right error.
    /// </summary>
    public void Claim(string kind, string name)
    {
        var claim = new NameChange(kind, name, Account.Id, IsClaim: true);
        if (!claimed.Contains(claim))
            claimed.Add(claim);
    }

    /// <summary>
    /// Releases a name of the change's account, before anything is claimed. Where it is gone already the call starts over.
    /// </summary>
    public void Release(string kind, string name) => released.Add(new NameChange(kind, name, Account.Id, IsClaim: false));

    /// <summary>Keeps a secret, sealed under its id.</summary>
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

    /// <summary>The values after the commit, and what makes them so.</summary>
    public Written Finish()
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
