namespace Mantle.Core.Authorization;

/// <summary>How authorization is enforced. Authentication always is.</summary>
public enum Enforcement
{
    /// <summary>Denied calls are denied.</summary>
    On,

    /// <summary>Denied calls go through; their events say what would have been denied.</summary>
    Log,

    /// <summary>Authorization is not evaluated.</summary>
    Off,
}
