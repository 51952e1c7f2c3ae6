using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire;

namespace Mantle.Sts;

/// <summary>
/// The MFA codes that STS calls carry
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html"/>).
/// </summary>
static class Mfa
{
    /// <summary>
    /// Verifies the code of the caller's own device, if the request has one, and marks the call as made with MFA, so that its policies see
    /// it.
    /// </summary>
    /// <exception cref="ApiException">AccessDenied: the device is not the caller's, or the code is wrong or was used before.</exception>
    public static async ValueTask VerifyAsync(Call c, MfaCodes codes, string? serialNumber, string? tokenCode)
    {
        if (serialNumber is null && tokenCode is null)
            return;
        if (serialNumber is null || tokenCode is null)
            throw CommonErrors.AccessDenied(
                "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code."
            );
        if (!OwnDevices(c).Any(device => device.SerialNumber == serialNumber))
            throw CommonErrors.AccessDenied(
                "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid "
                    + "and associated with this user."
            );
        // Only their makers can verify the codes of hardware tokens and security keys.
        if (
            c.Account.VirtualMfaDevices.Find(serialNumber) is not { } device
            || !await codes.VerifyAsync(c.Account, device, tokenCode, c.Time)
        )
            throw CommonErrors.AccessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code.");
        c.NoteMfa();
    }

    static ImmutableArray<MfaDevice> OwnDevices(Call c) => c.Caller.IsRoot ? c.Account.Root!.MfaDevices : c.Caller.User?.MfaDevices ?? [];
}
