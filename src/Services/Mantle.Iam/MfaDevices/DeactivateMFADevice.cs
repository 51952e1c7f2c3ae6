using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.MfaDevices;

/// <summary>Takes the device from the user; a virtual device stays in the account, unassigned.</summary>
[Operation]
static class DeactivateMFADevice
{
    public static Access Requires(DeactivateMFADeviceRequest r, Call c) => MfaOwner.Needs(c, Actions.DeactivateMFADevice, r.UserName);

    public static void Execute(DeactivateMFADeviceRequest r, Change change)
    {
        var owner = MfaOwner.Of(change.Call, change.Account, r.UserName);
        owner.Put(change, owner.Devices.Remove(owner.Find(r.SerialNumber)));
    }
}
