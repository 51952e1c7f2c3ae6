using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.MfaDevices;

[Operation]
sealed class ResyncMFADevice(MfaCodes codes)
{
    /// <summary>Two hours: clocks that are further off are set by hand.</summary>
    const int Window = 240;

    public static Access Requires(ResyncMFADeviceRequest r, Call c) => MfaOwner.Needs(c, Actions.ResyncMFADevice, r.UserName);

    public void Execute(ResyncMFADeviceRequest r, Change change)
    {
        var device = MfaOwner.Of(change.Call, change.Account, r.UserName).Find(r.SerialNumber);
        if (change.Account.VirtualMfaDevices.Find(device.SerialNumber) is not { } virtualDevice)
            throw MfaClock.Invalid();
        MfaClock.Set(change, codes, virtualDevice, r.AuthenticationCode1, r.AuthenticationCode2, Window);
    }
}
