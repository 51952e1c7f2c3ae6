using Mantle.Wire;

namespace Mantle.Server.Operations.Sts;

/// <summary>
/// MFA codes passed to STS (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html"/>).
/// Accounts have no MFA devices yet, so there is none that a code could be right for.
/// </summary>
static class Mfa
{
    public static void RefuseUnverified(string? serialNumber, string? tokenCode)
    {
        if (serialNumber is not null || tokenCode is not null)
            throw CommonErrors.AccessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code.");
    }
}
