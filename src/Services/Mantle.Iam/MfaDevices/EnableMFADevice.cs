using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Iam.Entities;
using Mantle.Wire.Iam;

namespace Mantle.Iam.MfaDevices;

/// <summary>
/// Assigns an MFA device to a user. The caller must give two consecutive codes of a virtual device. Nobody but the maker can verify the
/// codes of a hardware token or a security key: such a device is stored and listed, and its codes are never accepted.
/// </summary>
[Operation]
sealed class EnableMFADevice(MfaCodes codes)
{
    /// <summary>How many steps of 30 seconds the device's clock may be off.</summary>
    const int Window = 10;

    public static Access Requires(EnableMFADeviceRequest r, Call c) =>
        MfaOwner.Needs(c, Actions.EnableMFADevice, r.UserName) with
        {
            Keys = IsSecurityKey(c.Account, r.SerialNumber) ? [("iam:RegisterSecurityKey", "Activate")] : [],
        };

    public void Execute(EnableMFADeviceRequest r, Change change)
    {
        var owner = MfaOwner.Of(change.Call, change.Account, r.UserName);
        var serialNumber = IsVirtual(change.Account, r.SerialNumber)
            ? MfaOwner.Virtual(change.Account, r.SerialNumber).Arn
            : r.SerialNumber;
        if (change.Account.OwnerOf(serialNumber) is not null)
            throw Errors.EntityAlreadyExists("MFA Device is already in use.");
        Quota.Check(change, "MFADevicesPerUser", Quota.MfaDevicesPerUser, owner.Devices.Length);
        if (change.Account.VirtualMfaDevices.Find(serialNumber) is { } device)
            MfaClock.Set(change, codes, device, r.AuthenticationCode1, r.AuthenticationCode2, Window);
        owner.Put(change, owner.Devices.Add(new MfaDevice(serialNumber, change.Time)));
    }

    /// <summary>
    /// An ARN names a virtual device, which must exist, unless it is a security key's. Anything else is a hardware token's serial number.
    /// </summary>
    static bool IsVirtual(Account account, string serialNumber) =>
        serialNumber.StartsWith("arn:", StringComparison.Ordinal) && !IsSecurityKey(account, serialNumber);

    static bool IsSecurityKey(Account account, string serialNumber) =>
        serialNumber.StartsWith($"arn:aws:iam::{account.Id}:u2f/", StringComparison.Ordinal);
}
