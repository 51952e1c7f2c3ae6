namespace Mantle.Core.Authorization;

/// <summary>How authorization is enforced. Authentication is always enforced.</summary>
public enum Enforcement
{
    /// <summary>Denied calls are refused.</summary>
    On,

    /// <summary>Denied calls are executed. Their events list the denials.</summary>
    Log,

    /// <summary>Authorization is not evaluated.</summary>
    Off,
}
