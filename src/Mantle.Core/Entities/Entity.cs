namespace Mantle.Core.Entities;

/// <summary>
/// The unit of storage: a user with its keys and inline policies, a role with its trust policy, a bucket. It is immutable; a change
/// replaces it. Its record has an <see cref="EntityAttribute"/>.
/// </summary>
public abstract record Entity
{
    /// <summary>Unique among the entities of this type in one account or organization, ignoring case.</summary>
    [JsonIgnore]
    public abstract string Key { get; }

    /// <summary>Estimated size in memory, in bytes, beyond <see cref="EntityAttribute.Bytes"/>: documents and lists.</summary>
    [JsonIgnore]
    public virtual long FurtherBytes => 0;
}
