using Mantle.Core.Authorization;
using Mantle.Iam.MfaDevices;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Tags;

[Operation]
static class ListMFADeviceTags
{
    public static Access Requires(ListMFADeviceTagsRequest r, Call c) =>
        MfaOwner.NeedsVirtual(c, Actions.ListMFADeviceTags, r.SerialNumber);

    public static ListMFADeviceTagsResponse Execute(ListMFADeviceTagsRequest r, Call c)
    {
        var page = TagInput.List(MfaOwner.Virtual(c.Account, r.SerialNumber).Tags, r.Marker, r.MaxItems);
        return new ListMFADeviceTagsResponse
        {
            Tags = Answers.All(page.Items),
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
