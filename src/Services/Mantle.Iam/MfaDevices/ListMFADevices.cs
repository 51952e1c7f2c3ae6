using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.MfaDevices;

[Operation]
static class ListMFADevices
{
    public static Access Requires(ListMFADevicesRequest r, Call c) => MfaOwner.Needs(c, Actions.ListMFADevices, r.UserName);

    public static ListMFADevicesResponse Execute(ListMFADevicesRequest r, Call c)
    {
        var owner = MfaOwner.Of(c, c.Account, r.UserName);
        var page = Page.Sorted(owner.Devices, device => device.SerialNumber, StringComparer.Ordinal, r.Marker, r.MaxItems);
        return new ListMFADevicesResponse
        {
            MFADevices =
            [
                .. page.Items.Select(device => new MFADevice
                {
                    UserName = owner.Name,
                    SerialNumber = device.SerialNumber,
                    EnableDate = device.EnableDate,
                }),
            ],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
