namespace Mantle.Core.Entities;

/// <summary>The kinds of values that entities are a part of.</summary>
public enum EntityOwner
{
    /// <summary>One account.</summary>
    Account,

    /// <summary>One organization.</summary>
    Organization,
}
