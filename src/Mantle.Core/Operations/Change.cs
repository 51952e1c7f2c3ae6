using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Core.Naming;
using Mantle.Core.Organizations;
using Mantle.Core.Secrets;
using Mantle.Core.Storage;

namespace Mantle.Core.Operations;

/// <summary>
/// What a call is about to write. Operations change it; the pipeline commits it with the call's event, or drops it when the call fails.
/// </summary>
public sealed class Change(
    SecretBox secretBox,
    DateTimeOffset time,
    Account account,
    NameDirectory? directory,
    Organization? organization = null
)
{
    readonly List<EntityChange> entities = [],
        names = [],
        parts = [];
    readonly List<SecretChange> secrets = [];

    /// <summary>The call's time.</summary>
    public DateTimeOffset Time => time;

    /// <summary>The call; null only while the installation is set up.</summary>
    public Call Call { get; init; } = null!;

    /// <summary>Whether the account is held to AWS's quotas.</summary>
    public bool EnforcesQuotas { get; init; } = true;

    /// <summary>The account as it will be.</summary>
    public Account Account { get; private set; } = account;

    /// <summary>The directory of names as it will be; null unless the operation asked for it.</summary>
    public NameDirectory? Directory { get; private set; } = directory;

    /// <summary>The organization as it will be; null unless the operation asked for it.</summary>
    public Organization? Organization { get; private set; } = organization;

    public bool IsEmpty => entities.Count == 0 && parts.Count == 0 && names.Count == 0 && secrets.Count == 0;

    /// <summary>Writes an entity into the value that its type is a part of.</summary>
    public void Put(Entity entity) => Apply(EntityChange.Put(entity));

    /// <summary>Removes an entity from the value that its type is a part of.</summary>
    public void Remove(Entity entity) => Apply(EntityChange.Remove(entity));

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

    /// <summary>The values after the commit, and the writes that make them so.</summary>
    public Written Finish()
    {
        var writes = new List<ValueWrite>(3);
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
        if (names.Count > 0)
        {
            writes.Add(new ValueWrite(ValueId.Directory, Directory!.Version, names, []));
            Directory = Directory with { Version = Directory.Version + 1 };
        }
        return new(Account, parts.Count > 0 ? Organization : null, names.Count > 0 ? Directory : null, writes);
    }

    void Apply(EntityChange change)
    {
        switch (change.Type.Owner)
        {
            case EntityOwner.Organization:
                parts.Add(change);
                Organization = Organization!.Apply(change);
                break;
            case EntityOwner.Directory:
                names.Add(change);
                Directory = Directory!.Apply(change);
                break;
            default:
                entities.Add(change);
                Account = Account.Apply(change);
                break;
        }
    }
}
