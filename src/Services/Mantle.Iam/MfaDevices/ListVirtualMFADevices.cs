using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.MfaDevices;

[Operation]
static class ListVirtualMFADevices
{
    public static Access Requires(ListVirtualMFADevicesRequest r, Call c) =>
        new(Actions.ListVirtualMFADevices, EntityArn.OfPath(c.Account, "mfa", null));

    public static ListVirtualMFADevicesResponse Execute(ListVirtualMFADevicesRequest r, Call c)
    {
        var devices = c
            .Account.VirtualMfaDevices.After(Page.Start(r.Marker, "Invalid Marker."))
            .Where(device =>
                r.AssignmentStatus switch
                {
                    AssignmentStatusType.Assigned => c.Account.OwnerOf(device.Arn) is not null,
                    AssignmentStatusType.Unassigned => c.Account.OwnerOf(device.Arn) is null,
                    _ => true,
                }
            );
        var page = Page.Take(devices, r.MaxItems, device => device.Arn);
        return new ListVirtualMFADevicesResponse
        {
            VirtualMFADevices = [.. page.Items.Select(device => Shown(c.Account, device))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }

    /// <summary>Without seed, QR code and tags, as in all lists.</summary>
    static VirtualMFADevice Shown(Account account, VirtualMfaDevice device)
    {
        if (account.OwnerOf(device.Arn) is not { } owner)
            return new VirtualMFADevice { SerialNumber = device.Arn };
        var user = owner.Length == 0 ? null : account.Users.Find(owner);
        return new VirtualMFADevice
        {
            SerialNumber = device.Arn,
            EnableDate = (user?.MfaDevices ?? account.Root!.MfaDevices).First(used => used.SerialNumber == device.Arn).EnableDate,
            User = user is null ? Answers.RootUser(account) : Answers.Listed(user),
        };
    }
}
