namespace Mantle.Core.Entities;

/// <summary>The kinds of values that contain entities.</summary>
public enum EntityOwner
{
    /// <summary>One account.</summary>
    Account,

    /// <summary>One organization.</summary>
    Organization,
}
