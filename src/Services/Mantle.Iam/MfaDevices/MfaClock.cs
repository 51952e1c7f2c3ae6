using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Secrets;
using Mantle.Wire.Iam;

namespace Mantle.Iam.MfaDevices;

/// <summary>Finds out from two consecutive codes that a virtual device has its seed, and how far its clock is off.</summary>
static class MfaClock
{
    /// <summary>Sets the device's clock and uses both codes up.</summary>
    /// <exception cref="Wire.ApiException">InvalidAuthenticationCode: they are not two consecutive codes within the window, or were
    /// used.</exception>
    public static void Set(Change change, MfaCodes codes, VirtualMfaDevice device, string first, string second, int window)
    {
        var now = Totp.StepAt(change.Time);
        var seed = codes.Seed(change.Account, device);
        if (Totp.FindPair(seed, first, second, now + device.Drift, window) is not { } step || step - 1 <= device.LastStep)
            throw Invalid();
        // The second code may be a step old when it arrives: that is typing, not drift.
        change.Put(device with { LastStep = step, Drift = step - now is -1 or 0 ? 0 : step - now });
    }

    public static Wire.ApiException Invalid() => Errors.InvalidAuthenticationCode("Authentication code for device is not valid.");
}
