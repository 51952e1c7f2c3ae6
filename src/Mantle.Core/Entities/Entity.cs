namespace Mantle.Core.Entities;

/// <summary>
/// One thing that is stored as a whole: a user with its keys and inline policies, a role with its trust policy, a bucket.
/// It is immutable; a change replaces it. Its record carries an <see cref="EntityAttribute"/>.
/// </summary>
public abstract record Entity
{
    /// <summary>Unique among the entities of this type in one value, ignoring case.</summary>
    [JsonIgnore]
    public abstract string Key { get; }

    /// <summary>About how many bytes it takes in memory beside what its attribute says: its documents, its lists.</summary>
    [JsonIgnore]
    public virtual long FurtherBytes => 0;
}
