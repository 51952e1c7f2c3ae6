using Mantle.Core.Secrets;

namespace Mantle.SignIn.Tokens;

/// <summary>What AWS Sign-In seals, under the keys of sessions: revoking one of them ends what it sealed.</summary>
sealed class SignInKeys(KeyRing ring)
{
    /// <summary>The keys.</summary>
    public KeyRing Ring => ring;

    /// <summary>Refresh tokens.</summary>
    public SealedTokens RefreshTokens { get; } = new(ring, "mantle sign-in refresh token");

    /// <summary>What stands for a password that was right, while an MFA code is asked for.</summary>
    public SealedTokens Tickets { get; } = new(ring, "mantle sign-in ticket");

    /// <summary>The server's URL, once it listens.</summary>
    public string Issuer { get; set; } = "";
}
