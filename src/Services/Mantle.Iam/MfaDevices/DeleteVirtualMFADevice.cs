using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.MfaDevices;

[Operation]
static class DeleteVirtualMFADevice
{
    public static Access Requires(DeleteVirtualMFADeviceRequest r, Call c) =>
        MfaOwner.NeedsVirtual(c, Actions.DeleteVirtualMFADevice, r.SerialNumber);

    public static void Execute(DeleteVirtualMFADeviceRequest r, Change change)
    {
        var device = MfaOwner.Virtual(change.Account, r.SerialNumber);
        if (change.Account.OwnerOf(device.Arn) is not null)
            throw Errors.DeleteConflict("MFA VirtualDevice in use. Must deactivate first.");
        change.Remove(device);
        change.RemoveSecret(device.Id);
    }
}
