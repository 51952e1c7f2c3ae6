using Mantle.Core.Authorization;
using Mantle.Iam.MfaDevices;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class UntagMFADevice
{
    public static Access Requires(UntagMFADeviceRequest r, Call c) =>
        MfaOwner.NeedsVirtual(c, Actions.UntagMFADevice, r.SerialNumber) with
        {
            TagKeys = r.TagKeys,
        };

    public static void Execute(UntagMFADeviceRequest r, Change change)
    {
        var device = MfaOwner.Virtual(change.Account, r.SerialNumber);
        change.Put(device with { Tags = TagInput.Remove(device.Tags, r.TagKeys, StringComparer.Ordinal) });
    }
}
