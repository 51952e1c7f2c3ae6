using Mantle.Core.Authorization;
using Mantle.Iam.MfaDevices;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class TagMFADevice
{
    public static Access Requires(TagMFADeviceRequest r, Call c) =>
        MfaOwner.NeedsVirtual(c, Actions.TagMFADevice, r.SerialNumber) with
        {
            RequestTags = TagInput.Of(r.Tags),
        };

    public static void Execute(TagMFADeviceRequest r, Change change)
    {
        var device = MfaOwner.Virtual(change.Account, r.SerialNumber);
        change.Put(device with { Tags = TagInput.Add(device.Tags, r.Tags, StringComparer.Ordinal) });
    }
}
