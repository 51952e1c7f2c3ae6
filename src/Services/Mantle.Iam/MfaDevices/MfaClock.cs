using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Secrets;
using Mantle.Wire.Iam;

namespace Mantle.Iam.MfaDevices;

/// <summary>Verifies two consecutive codes of a virtual device, and finds out from them how far its clock is off.</summary>
static class MfaClock
{
    /// <summary>Stores the offset of the device's clock, and marks both codes as used.</summary>
    /// <exception cref="Wire.ApiException">InvalidAuthenticationCode: the codes are not consecutive codes within the window, or were used
    /// before.</exception>
    public static void Set(Change change, MfaCodes codes, VirtualMfaDevice device, string first, string second, int window)
    {
        var now = Totp.StepAt(change.Time);
        var seed = codes.Seed(change.Account, device);
        if (Totp.FindPair(seed, first, second, now + device.Drift, window) is not { } step || step - 1 <= device.LastStep)
            throw Invalid();
        // Typing takes time: a second code that arrives one step late does not mean that the device's clock is off.
        change.Put(device with { LastStep = step, Drift = step - now is -1 or 0 ? 0 : step - now });
    }

    public static Wire.ApiException Invalid() => Errors.InvalidAuthenticationCode("Authentication code for device is not valid.");
}
