namespace Mantle.Wire.SignIn;

/// <summary>What only the event of a sign-in tells: nobody sends it.</summary>
public sealed partial record ConsoleLoginRequest
{
    /// <summary>Where the person goes from the page.</summary>
    public string LoginTo { get; init; } = "";

    /// <summary>Whether the person was asked for an MFA code.</summary>
    public bool IsWithMfa { get; init; }

    /// <summary>Serial number of the MFA device whose code was right; null if there is none.</summary>
    public string? MfaIdentifier { get; init; }
}
